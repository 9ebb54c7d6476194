"""Whose text a document is, from the copyright line that it or its feed carries."""

import re

from ingest.text import one_line
from ingest.types import Rights

_LONGEST = 2_000  # characters of a notice
_MARK = re.compile(r"(?:©|\(c\)|\bcopyright\b|&copy;|[\s:,-])+", re.IGNORECASE)
_YEARS = re.compile(r"\b(?:19|20)\d\d(?:\s?[-–—,/]\s?(?:(?:19|20)\d\d|present|\d\d))*\b", re.IGNORECASE)
_END = re.compile(r"[.;|]\s|[.;|]$|,?\s*\ball rights\b|\s[-–—]\s|\bunder\b|\bis licensed\b", re.IGNORECASE)


def rights_from(notice: str | None, licence: str | None, url: str | None) -> Rights | None:
    """The notice taken apart; None where there is neither notice nor licence."""
    notice = one_line(notice or "")[:_LONGEST]
    if not (notice or licence):
        return None
    years, holder = _YEARS.search(notice), _holder(notice)
    conditions = ", ".join(filter(None, (notice, licence)))
    return Rights(holder=holder, credit=holder, conditions=conditions, url=url, years=years[0] if years else None)


def _holder(notice: str) -> str | None:
    """The name that follows the copyright mark and the years, such as "Example Labs"."""
    if not re.match(r"\W*(?:©|\(c\)|copyright\b)|\W*(?:19|20)\d\d", notice, re.IGNORECASE):
        return None
    rest = _YEARS.sub(" ", notice, count=1)
    mark = _MARK.match(rest)
    rest = (rest[mark.end() :] if mark else rest).removeprefix("by ").strip()
    end = _END.search(rest)
    name = (rest[: end.start()] if end else rest).strip(" ,.;|-–—")
    return name if 0 < len(name) <= 120 else None
