"""What a report says, as one revision: made from a draft, compared by digest."""

import hashlib
import json
from dataclasses import asdict, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from index.query.fields import normal_value
from ingest.types import Draft
from kb.reports.intake.decide import Incoming
from kb.reports.names import bounded, host, slugify, title_key

if TYPE_CHECKING:  # who reads beside an archive does without its tables
    from kb.models import Revision

SUMMARY = 300  # characters of the text that stand for a missing summary
TITLE = 80  # and for a missing title
_WRITE_JSON = json.JSONEncoder(ensure_ascii=False).encode


class Shown(NamedTuple):
    """What a report repeats of the wording that speaks for it: what lists need."""

    title: str
    title_key: str
    slug: str
    category: str | None
    category_slug: str | None
    lang: str | None
    published: datetime | None
    updated: datetime | None
    summary: str


def incoming(draft: Draft, digest: str, *, live: bool) -> Incoming:
    """The draft as the decision sees it. Only a numbered statement is tied to its publisher."""
    publisher = host(draft.url) if draft.number is not None and draft.url else None
    return Incoming(digest, draft.updated, publisher, live)


def digest(draft: Draft) -> str:
    """SHA-256 over the words and facts of a draft; markup, white space and the statements index do not count."""
    credit = draft.rights.credit if draft.rights else None
    return _sha256(
        [
            draft.kind.value,
            draft.title,
            _words(draft.body_text),
            draft.ref,
            draft.category,
            draft.author,
            _iso(draft.published),
            _iso(draft.updated),
            credit,
            [link.title for link in draft.associated],
            sorted(draft.tags),
        ]
    )


def text_digest(title: str, body_text: str) -> str:
    """SHA-256 over title and text alone: equal where the same text is told under another name."""
    return _sha256([_words(title).casefold(), _words(body_text).casefold()])


def columns(draft: Draft, digest: str) -> dict[str, Any]:
    """Every field of a draft as a revision keeps it."""
    return {
        "reason": "import",
        "note": None,
        "digest": digest,
        "title": draft.title,
        "category": draft.category,
        "lang": draft.lang,
        "author": draft.author,
        "url": draft.url,
        "published": draft.published,
        "updated": draft.updated,
        "event_dates": [day.isoformat() for day in draft.event_dates],
        "summary": draft.summary,
        "body_html": draft.body_html,
        "body_text": draft.body_text,
        "rights": asdict(draft.rights) if draft.rights else None,
        "tags": list(draft.tags),
        "associated": [asdict(link) for link in draft.associated],
        "index": [asdict(link) for link in draft.index],
        "evidence": [[e.field, e.where, e.quote] for e in draft.evidence],
    }


def shown(told: "Draft | Revision") -> Shown:
    return Shown(
        told.title,
        title_key(told.title),
        slugify(told.title),
        told.category,
        bounded(normal_value("category", told.category)) if told.category else None,
        told.lang,
        told.published,
        told.updated,
        summary(told.summary, told.body_text),
    )


def summary(given: str | None, body_text: str) -> str:
    """The source's own summary, else the beginning of the text cut at a word."""
    text = _words(given or body_text[: SUMMARY * 4])
    if len(text) <= SUMMARY:
        return text
    return text[:SUMMARY].rpartition(" ")[0].rstrip(" ,;:") + " …"


def titled(draft: Draft) -> Draft:
    """The draft with a title: one without is called by its first words."""
    if draft.title.strip():
        return draft
    return replace(draft, title=summary(draft.summary, draft.body_text[:TITLE]) or "Untitled")


def _words(text: str) -> str:
    return " ".join(text.split())


def _iso(when: datetime | None) -> str | None:
    return when.isoformat() if when else None


def _sha256(parts: list[object]) -> str:
    return hashlib.sha256(_WRITE_JSON(parts).encode("utf-8", "surrogatepass")).hexdigest()
