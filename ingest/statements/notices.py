"""Whose text a statement is: the reproduction notice and the copyright line, taken apart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.types import Rights

_BEGINS = re.compile(r"(?:copyright\b|©|\(c\)\s)", re.IGNORECASE)
_ALLOWS = re.compile(
    r"\b(?:reproduc|republi|reprint|redistribut|permi(?:tted|ssion)|all rights reserved)", re.IGNORECASE
)
_PERMITS = re.compile(
    r"(?:reproduction|republication|reprint(?:ing)?|redistribution|quotation|permission)\b", re.IGNORECASE
)
_YEARS = re.compile(r"\b(?:19|20)\d\d(?:\s?[-–—,]\s?(?:19|20)\d\d){0,9}")
_HOLDER = re.compile(
    r"(?:(?:copyright|©|\(c\))[\s,]{0,3}){1,3}(?:(?:19|20)[\d\s,–—-]{2,60})?(?:by\s)?"
    r"(?P<holder>[^\"“”|]{2,120}?)[.,;]?\s*(?:$|reprod|republ|reprint|redistr|all rights|permission|may be|this\b|\|)",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"(?:from|of)\s(?:the\s(?:statement|document|report)\s)?[\"“](?P<title>.{2,300}?)[\"”]"
    r"\s(?:is|are|in|may|shall|,)", re.IGNORECASE
)  # fmt: skip
_CREDIT = re.compile(
    r"\b(?:quot\w*|credit\w*|cit(?:e|es|ing|ation)|nam(?:e|ed|ing)|attribut\w*|acknowledg\w*|source)\b[^\"“]{0,80}"
    r"[\"“](?P<credit>[^\"”]{1,200})[\"”]",
    re.IGNORECASE,
)
_URL = re.compile(r"https?://[^\s<>\"”|]{4,2000}", re.IGNORECASE)
_LONGEST = 4000  # characters of a notice that are looked at


@dataclass(frozen=True, slots=True)
class Notice:
    """What the reproduction notice and the site's copyright line say."""

    rights: Rights
    title: str | None = None  # the statement's, as the notice quotes it


def begins_notice(text: str) -> bool:
    """The row opens a copyright line or a reproduction notice."""
    head = text[:_LONGEST]
    if _BEGINS.match(head):
        return bool(_YEARS.search(head[:80]) or _ALLOWS.search(head))
    return bool(_PERMITS.match(head) and re.search(r"\b(?:permitted|granted|allowed)\b", head))


def read_notices(notices: Sequence[str], links: Sequence[str] = ()) -> Notice:
    """The rights from notices as printed, one string each; links are the targets of the links in them."""
    said = [notice[:_LONGEST] for notice in notices]
    conditions = next((notice for notice in said if _allows_use(notice)), None)
    about = conditions or ""
    title = _TITLE.search(about)
    after = about[title.end() :] if title else about
    credit = _CREDIT.search(after)
    rights = Rights(
        holder=next((holder for notice in said if (holder := _holder(notice))), None),
        credit=credit["credit"].strip() if credit else None,
        conditions=conditions or next(iter(said), None),
        url=_url(after, links),
        years=max((years[0] for notice in said if (years := _YEARS.search(notice))), key=len, default=None),
    )
    return Notice(rights, title["title"].strip() if title else None)


def _allows_use(notice: str) -> bool:
    match = _ALLOWS.search(notice)
    return bool(match and not match[0].lower().startswith("all"))


def _holder(notice: str) -> str | None:
    match = _HOLDER.match(notice)
    holder = match["holder"].strip(" .,;") if match else ""
    return holder or None


def _url(text: str, links: Sequence[str]) -> str | None:
    """The link says where it leads in full; the words may be shortened."""
    written = _URL.search(text)
    address = written[0].rstrip(".,;:)'") if written else None
    return (
        next((link for link in links if address and link.startswith(address)), None)
        or address
        or next(iter(links), None)
    )
