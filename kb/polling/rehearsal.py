"""What a rule would have kept of all that a source gave lately: from the ledger and the captures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest.read import read
from ingest.types import Draft
from kb import captures
from kb.archive import Archive
from kb.models import Intake, LedgerItem
from kb.sources.rules import Rule, kept_out_by

DAYS = 90


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """One item, and what the rules say of it."""

    item: str
    title: str
    url: str | None
    came_at: datetime  # when it last came
    why: str | None  # the rule that keeps it out; None where it is kept


def rehearse(archive: Archive, source: str, rules: Sequence[Rule], now: datetime) -> Iterator[Rehearsed]:
    """Every item of the last 90 days, each once in its newest wording, the newest first."""
    seen: set[str] = set()
    with archive.reading() as session:
        intakes = _intakes(session, source, now - timedelta(days=DAYS))
    for intake_id, capture_id, at in intakes:
        with archive.reading() as session:
            named = set(session.scalars(select(LedgerItem.item).where(LedgerItem.intake_id == intake_id)))
            if named <= seen:
                continue
            capture = captures.again(session, archive.captures, capture_id)
        for item in read(capture).items:
            if isinstance(item, Draft) and item.item not in seen:
                yield Rehearsed(item.item, item.title, item.url, at, kept_out_by(rules, item))
        seen |= named


def _intakes(session: Session, source: str, since: datetime) -> list[tuple[int, int, datetime]]:
    """The intakes that brought something, the newest first; of those that brought the same bytes one is enough."""
    newest = select(Intake.id, Intake.capture_id, Intake.at).where(Intake.source == source, Intake.at >= since)
    rows = session.execute(newest.where(Intake.capture_id.is_not(None), Intake.items > 0).order_by(Intake.id.desc()))
    first: dict[int, tuple[int, int, datetime]] = {}
    for intake_id, capture_id, at in rows:
        if capture_id is not None:
            first.setdefault(capture_id, (intake_id, capture_id, at))
    return list(first.values())
