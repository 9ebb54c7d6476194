"""What the archive holds, read for people."""

from kb.library.counted import counts, names, stories, total
from kb.library.indicators import mentioned, sighting
from kb.library.reports import briefs, keyed, newest, of_kind, report, reports, revision, source, texts, titles
from kb.library.statements import statements

__all__ = [
    "briefs",
    "counts",
    "keyed",
    "mentioned",
    "names",
    "newest",
    "of_kind",
    "report",
    "reports",
    "revision",
    "sighting",
    "source",
    "statements",
    "stories",
    "texts",
    "titles",
    "total",
]
