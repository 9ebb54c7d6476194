"""What the archive holds, read for people."""

from kb.library.counted import counts, names, told, total
from kb.library.reports import briefs, keyed, newest, of_kind, report, reports, revision, source, texts, titles
from kb.library.statements import statements

__all__ = [
    "briefs",
    "counts",
    "keyed",
    "names",
    "newest",
    "of_kind",
    "report",
    "reports",
    "revision",
    "source",
    "statements",
    "texts",
    "titles",
    "told",
    "total",
]
