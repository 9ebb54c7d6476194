"""Official statements: pages with the labels Category, Updated and Statement Ref, as HTML or as rendered text."""

from ingest.statements.read import looks_like_statement, read_statement

__all__ = ["looks_like_statement", "read_statement"]
