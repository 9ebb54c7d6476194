"""The embedded engine. Whoosh is imported nowhere else."""

import warnings

with warnings.catch_warnings():
    # Whoosh 2.7.4 was written for an older Python: compiling it warns of escapes in its docstrings and of `is` tests.
    warnings.simplefilter("ignore", SyntaxWarning)
    warnings.simplefilter("ignore", DeprecationWarning)
    from index.embedded.engine import EmbeddedIndex

__all__ = ["EmbeddedIndex"]
