"""The drafts of a capture, each with all that is needed to judge it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from ingest.types import Capture, Draft, Kind
from kb.models import Source
from kb.reports import sources, wording
from kb.reports.intake import identities
from kb.reports.intake.identities import Named
from kb.reports.intake.worded import Worded, Wording

SHORTEST_TWIN = 200  # characters of text below which two reports that read the same may well be two


@dataclass(frozen=True, slots=True)
class Offer:
    draft: Draft  # with a title
    named: Named  # under which names it is known
    source: Source | None  # who published it
    wording: Wording
    capture_id: int
    location: str  # where the capture came from
    live: bool  # fetched from the web just now

    @property
    def text_digest(self) -> str:
        return self.wording.text_digest

    @property
    def may_have_twin(self) -> bool:
        """Whether a report with its very title and text is the same one; statements have their number instead."""
        return self.draft.kind is not Kind.STATEMENT and len(self.draft.body_text) >= SHORTEST_TWIN

    def revision(self, report_id: int, number: int, made_at: datetime) -> dict[str, Any]:
        """The draft as the row of a revision, every field kept."""
        return {
            "report_id": report_id,
            "number": number,
            "made_at": made_at,
            "capture_id": self.capture_id,
            "text_digest": self.text_digest,
            **wording.columns(self.draft, self.wording.digest),
        }


def offered(session: Session, worded: Worded, capture: Capture, capture_id: int) -> list[Offer]:
    """All drafts that were read, in order."""
    reading = worded.reading
    drafts = [item for item in reading.items if isinstance(item, Draft)]
    published_by = sources.of_all(session, drafts, reading, capture)
    named = identities.name_all(drafts, published_by, capture, reading.home)
    live = capture.url is not None
    return [
        Offer(wording.titled(draft), names, source, told, capture_id, capture.location, live)
        for draft, names, source, told in zip(drafts, named, published_by, worded.wordings, strict=True)
    ]
