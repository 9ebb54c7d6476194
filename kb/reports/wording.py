"""What a report says, as one revision: made from a draft, compared by digest."""

import hashlib
import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from index.query.fields import normal_value
from ingest.types import Draft
from kb.models import Revision
from kb.reports.intake.decide import Offered
from kb.reports.names import bounded, host, slugify, title_key

SUMMARY = 300  # characters of the text that stand for a missing summary
TITLE = 80  # and for a missing title
_WRITE_JSON = json.JSONEncoder(ensure_ascii=False).encode


def offered(draft: Draft, *, live: bool) -> Offered:
    """The draft as the decision sees it. Only a numbered statement is tied to its publisher."""
    publisher = host(draft.url) if draft.number is not None and draft.url else None
    return Offered(digest(draft), draft.updated, publisher, live)


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


def columns(draft: Draft) -> dict[str, Any]:
    """Every field of a draft as a revision keeps it."""
    return {
        "reason": "import",
        "note": None,
        "digest": digest(draft),
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


def shown(told: Draft | Revision) -> dict[str, Any]:
    """What a report repeats of the wording that speaks for it: what lists need."""
    return {
        "title": told.title,
        "title_key": title_key(told.title),
        "slug": slugify(told.title),
        "category": told.category,
        "category_slug": bounded(normal_value("category", told.category)) if told.category else None,
        "lang": told.lang,
        "published": told.published,
        "updated": told.updated,
        "summary": summary(told.summary, told.body_text),
    }


def summary(given: str | None, body_text: str) -> str:
    """The source's own summary, else the beginning of the text cut at a word."""
    text = _words(given or body_text[: SUMMARY * 4])
    if len(text) <= SUMMARY:
        return text
    return text[:SUMMARY].rpartition(" ")[0].rstrip(" ,;:") + " …"


def untitled(draft: Draft) -> str:
    """What a report without a title is called: by its first words."""
    return summary(draft.summary, draft.body_text[:TITLE]) or "Untitled"


def _words(text: str) -> str:
    return " ".join(text.split())


def _iso(when: datetime | None) -> str | None:
    return when.isoformat() if when else None


def _sha256(parts: list[object]) -> str:
    return hashlib.sha256(_WRITE_JSON(parts).encode("utf-8", "surrogatepass")).hexdigest()
