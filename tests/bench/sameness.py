"""Which field of a draft a claim of feedparser's is about, and when the draft says the same.

Titles are compared as one line of plain text, links and ids as they are, dates as instants of whole seconds. The only
date of an item may be in the other place: feedparser takes `dc:date` for that of an update. A summary or content is
compared by its words and, where it is the body, by where its links lead, both after the same cleaning; it may stand in
the draft as body or as summary. Of an author the name is compared; mail addresses and homepages are not kept.
"""

import re
from calendar import timegm
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from ingest.dates import read_date
from ingest.html import clean, text, words
from ingest.text import one_line
from ingest.types import Draft, Reading
from tests.bench.expectations import Claim

FIELDS = ("title", "link", "id", "published", "updated", "summary", "content", "author", "feed's title", "feed's link")
_NAMES = {
    "title": "title", "title_detail.value": "title", "link": "link", "id": "id", "guid": "id",
    "published": "published", "published_parsed": "published", "created": "published", "created_parsed": "published",
    "updated": "updated", "updated_parsed": "updated",
    "summary": "summary", "description": "summary", "summary_detail.value": "summary", "content.value": "content",
    "author": "author", "author_detail.name": "author", "authors.name": "author",
}  # fmt: skip
_FEED = {"title": "feed's title", "title_detail.value": "feed's title", "link": "feed's link"}
_HREF = re.compile(r'\bhref="([^"]*)"')


def field_of(claim: Claim, theirs: Any) -> str | None:
    """One of FIELDS; None where the claim is about something that no draft has."""
    first, *keys = claim.path
    names = [key for key in keys if isinstance(key, str)]
    if first == "feed":
        return _FEED.get(".".join(names))
    if first != "entries":
        return None
    if names[:1] == ["links"] and names[-1:] == ["href"]:
        _, place, _, number, _ = claim.path
        return "link" if theirs.entries[place].links[number].get("rel") == "alternate" else None
    return _NAMES.get(".".join(names))


def is_said(about: str, claim: Claim, theirs: Any, reading: Reading) -> bool:
    if about == "feed's title":
        return (reading.title or "") == _plain(str(claim.wanted), _type(theirs.feed, "title"))
    if about == "feed's link":
        return reading.home == claim.wanted
    place = claim.path[1]
    draft = reading.items[place] if isinstance(place, int) and place < len(reading.items) else None
    return isinstance(draft, Draft) and _says(draft, about, claim, theirs.entries[place])


def _says(draft: Draft, about: str, claim: Claim, entry: Any) -> bool:
    wanted = claim.wanted
    if about == "title":
        plain = _plain(str(wanted), _type(entry, "title"))
        return draft.title == plain or not (plain or any(fact.field == "title" for fact in draft.evidence))
    if about in ("link", "id"):
        return wanted == (draft.url if about == "link" else draft.key)
    if about in ("published", "updated"):
        dates = (draft.published, draft.updated) if about == "published" else (draft.updated, draft.published)
        return _instant(wanted) in [date.replace(microsecond=0) for date in dates if date][:1]
    if about == "author":
        return _names(str(wanted), entry) & {draft.author, *(draft.author or "").split(", ")} != set()
    media_type = str(_detail(entry, claim).get("type"))
    links = _HREF.findall(clean(str(wanted), draft.url))
    return _plain(str(wanted), media_type) == one_line(draft.summary or "") or (
        _plain(str(wanted), media_type, text) == one_line(draft.body_text) and links == _HREF.findall(draft.body_html)
    )


def _plain(written: str, media_type: str, plain: Callable[[str], str] = words) -> str:
    return one_line(written if media_type == "text/plain" else plain(written))


def _type(holder: Any, name: str) -> str:
    return str((dict.get(holder, f"{name}_detail") or {}).get("type"))


def _detail(entry: Any, claim: Claim) -> dict[str, object]:
    """What feedparser says of a text besides its words: whether it is HTML or plain."""
    _, _, name, *rest = claim.path
    return entry.content[rest[0]] if name == "content" else dict.get(entry, "summary_detail") or {}


def _instant(wanted: object) -> datetime | None:
    """A date as written, or as the nine numbers of time.struct_time."""
    return read_date(wanted) if isinstance(wanted, str) else datetime.fromtimestamp(timegm(wanted), UTC)  # type: ignore[arg-type]


def _names(wanted: str, entry: Any) -> set[str | None]:
    """The author as feedparser writes it, name and address together, or the name alone."""
    detail = dict.get(entry, "author_detail") or {}
    return {one_line(wanted), one_line(detail.get("name", ""))} - {""}
