"""The ledger: what became of every item of every intake, and whether that is all that came."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from kb.models import Intake, LedgerItem
from kb.reports import many
from kb.reports.intake.decide import Decision, State
from kb.reports.names import storable
from kb.times import now

LONGEST = 2_000  # characters of an item's name or of a reason that are kept


@dataclass(frozen=True, slots=True)
class Entry:
    """One item and what became of it."""

    item: str
    decision: Decision
    notes: tuple[str, ...] = ()  # what was repaired or left out in its capture, told with the first item of that


@dataclass(frozen=True, slots=True)
class Sums:
    """What an import did; `items` is always the sum of the others."""

    new: int
    revised: int
    unchanged: int
    duplicate: int
    filtered: int
    failed: tuple[Entry, ...]
    notes: tuple[str, ...] = ()  # what was repaired or left out, a sentence each that names the file or address

    @property
    def items(self) -> int:
        return self.new + self.revised + self.unchanged + self.duplicate + self.filtered + len(self.failed)


@dataclass(frozen=True, slots=True)
class Arrival:
    """What came in one fetch or file, before anything in it was judged."""

    location: str  # of the capture, or of what could not be had
    items: int
    capture_id: int | None = None
    source: str | None = None  # the polled source; None for an import by hand


@dataclass(frozen=True, slots=True)
class Balance:
    """What came in and what it became, over some intakes."""

    source: str | None
    intakes: int
    came: int  # items, as counted when they came
    accounted: int  # rows of the ledger


def noted(entries: list[Entry], location: str, notes: Sequence[str]) -> list[Entry]:
    """The entries of what came from a location, and what was repaired or left out in it."""
    if not entries or not notes:
        return entries
    first, *others = entries
    return [replace(first, notes=(*(f"{location}: {note}" for note in notes), *first.notes)), *others]


def write(session: Session, arrival: Arrival, entries: Sequence[Entry]) -> int:
    """One row for each item, in the transaction that kept the items; returns the id of the intake."""
    location, at = _kept(arrival.location), now()
    source = storable(arrival.source) if arrival.source else None
    intake = Intake(at=at, location=location, source=source, capture_id=arrival.capture_id, items=arrival.items)
    session.add(intake)
    session.flush()
    shared = {"intake_id": intake.id, "at": at, "location": location, "capture_id": arrival.capture_id}
    many.write(session, LedgerItem, [shared | _row(entry) for entry in entries])
    return intake.id


def repeated(session: Session, intake_id: int) -> list[Entry]:
    """What becomes of the items of an intake when the very same bytes come again: what was kept is unchanged."""
    columns = select(LedgerItem.item, LedgerItem.state, LedgerItem.report_id, LedgerItem.why)
    rows = session.execute(columns.where(LedgerItem.intake_id == intake_id).order_by(LedgerItem.id))
    return [Entry(item, Decision(_again(State(state)), report, why=why)) for item, state, report, why in rows]


def _again(state: State) -> State:
    return State.UNCHANGED if state in (State.NEW, State.REVISED) else state


def _row(entry: Entry) -> dict[str, object]:
    decision = entry.decision
    return {
        "item": _kept(entry.item),
        "state": decision.state.value,
        "why": _kept(decision.why) if decision.why else None,
        "report_id": decision.report,
    }


def _kept(text: str) -> str:
    return storable(text[:LONGEST])


def add_up(entries: Iterable[Entry]) -> Sums:
    """How many of these items ended in each state."""
    told = list(entries)
    states = Counter(entry.decision.state for entry in told)
    failed = tuple(entry for entry in told if entry.decision.state is State.FAILED)
    notes = tuple(note for entry in told for note in entry.notes)
    return Sums(
        states[State.NEW],
        states[State.REVISED],
        states[State.UNCHANGED],
        states[State.DUPLICATE],
        states[State.FILTERED],
        failed,
        notes,
    )


def states(session: Session) -> dict[str, int]:
    """How many rows the ledger has in each state, over all imports."""
    rows = session.execute(select(LedgerItem.state, func.count()).group_by(LedgerItem.state))
    counted: dict[str, int] = dict(iter(rows))
    return {state.value: counted.get(state.value, 0) for state in State}


def balances(session: Session) -> list[Balance]:
    """For each source, and for imports by hand: how many items came, and how many rows the ledger has for them."""
    counted = _counted().subquery()
    sums = select(counted.c.source, func.count(), func.sum(counted.c.came), func.sum(counted.c.accounted))
    grouped = session.execute(sums.group_by(counted.c.source).order_by(counted.c.source))
    return [Balance(source, intakes, int(came), int(accounted)) for source, intakes, came, accounted in grouped]


def unbalanced(session: Session) -> list[tuple[str, int, int]]:
    """The intakes that have more or fewer rows than items, of which there must be none: location, items, rows."""
    counted = _counted().subquery()
    open_ = select(counted.c.location, counted.c.came, counted.c.accounted).where(counted.c.came != counted.c.accounted)
    return [(location, came, accounted) for location, came, accounted in session.execute(open_.order_by(counted.c.id))]


def _counted() -> Select[int, str | None, str, int, int]:
    """Every intake with how many rows the ledger has for it."""
    came, accounted = Intake.items.label("came"), func.count(LedgerItem.id).label("accounted")
    rows = select(Intake.id, Intake.source, Intake.location, came, accounted)
    return rows.outerjoin(LedgerItem, LedgerItem.intake_id == Intake.id).group_by(Intake.id)
