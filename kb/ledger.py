"""The ledger: what became of every item of every import."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kb.models import LedgerItem
from kb.reports.decide import Decision, State
from kb.reports.names import storable
from kb.times import now

LONGEST = 2_000  # characters of an item's name or of a reason that are kept


@dataclass(frozen=True, slots=True)
class Entry:
    """One item and its end."""

    item: str
    decision: Decision


@dataclass(frozen=True, slots=True)
class Sums:
    """What an import did; `items` is always the sum of the others."""

    new: int
    revised: int
    unchanged: int
    duplicate: int
    filtered: int
    failed: tuple[Entry, ...]

    @property
    def items(self) -> int:
        return self.new + self.revised + self.unchanged + self.duplicate + self.filtered + len(self.failed)


def write(session: Session, location: str, capture_id: int | None, entries: Iterable[Entry]) -> None:
    """One row for each item of a capture, in the transaction that kept the items."""
    at = now()
    session.add_all(
        LedgerItem(
            at=at,
            location=_kept(location),
            capture_id=capture_id,
            item=_kept(entry.item),
            state=entry.decision.state.value,
            why=_kept(entry.decision.why) if entry.decision.why else None,
            report_id=entry.decision.report,
        )
        for entry in entries
    )


def _kept(text: str) -> str:
    return storable(text[:LONGEST])


def add_up(entries: Iterable[Entry]) -> Sums:
    told = list(entries)
    states = Counter(entry.decision.state for entry in told)
    failed = tuple(entry for entry in told if entry.decision.state is State.FAILED)
    return Sums(
        states[State.NEW],
        states[State.REVISED],
        states[State.UNCHANGED],
        states[State.DUPLICATE],
        states[State.FILTERED],
        failed,
    )


def states(session: Session) -> dict[str, int]:
    """How many rows the ledger has in each state, over all imports."""
    rows = session.execute(select(LedgerItem.state, func.count()).group_by(LedgerItem.state))
    counted: dict[str, int] = dict(iter(rows))
    return {state.value: counted.get(state.value, 0) for state in State}
