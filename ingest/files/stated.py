"""Titles and dates that a program wrote into a document's properties, which may be no more than its own habit."""

import re

from ingest.text import one_line, unescape

_LONGEST = 300  # characters
_WRITERS = re.compile(
    r"^(?:microsoft\s+(?:word|powerpoint|excel)|openoffice|libreoffice|pages|print)\s+[-–]\s+", re.IGNORECASE
)
_FILE = re.compile(
    r".*\.(?:docx?|dotx?|pptx?|xlsx?|odt|rtf|pdf|indd|qxd|tex|dvi|ps|eps|ai|pages|html?|md|txt|fm|pub|vsdx?)",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"(?:untitled|no\s?title|unbenannt|sans\s?titre|sin\s?t[ií]tulo|ohne\s?titel|document|dokument|report|title|titel|default"
    r"|presentation|powerpoint\s+presentation|pr[äa]sentation|pr[ée]sentation\s+powerpoint|slide|folie|layout|template|draft"
    r"|pdf|doc|word|print|about:blank|full\s?page|normal|new\s+(?:microsoft\s+)?(?:word\s+)?document|titre)"
    r"[\s_-]*(?:\d{0,6}|\(\d{1,4}\))",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:file|https?):/|[A-Za-z]:\\", re.IGNORECASE)


def stated_title(written: str | None) -> str | None:
    """The title, unless it is one that programs write by themselves: the name of a file, "untitled", "Document1"."""
    title = _WRITERS.sub("", one_line(unescape(written or "")))
    letters = sum(sign.isalpha() for sign in title)
    if letters < 3 or _NOTHING.fullmatch(title) or _FILE.fullmatch(title) or _ADDRESS.match(title):
        return None
    if " " not in title and re.search(r"[_\d]", title) and letters < 2 * len(title) // 3:
        return None  # a number of a job or a draft
    return title[:_LONGEST]
