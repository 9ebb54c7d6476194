"""What becomes of an item: one pure decision, from what comes in and what is known."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """The ledger's states: every item of every import ends in one."""

    NEW = "new"
    REVISED = "revised"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    FILTERED = "filtered"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Incoming:
    """What an item that comes in says of itself."""

    digest: str  # of its wording
    updated: datetime | None
    publisher: str | None  # the host it is published at, when known
    live: bool  # fetched from the web just now, so what it says holds today
    trivial: bool = False  # it differs from the last wording from outside in nothing that is said


@dataclass(frozen=True, slots=True)
class Known:
    """The report that bears one of the item's names."""

    id: int
    label: str  # to name it to people: reference and title
    publisher: str | None
    imported: tuple[str, ...]  # digests of its wordings from outside, oldest first
    updated: datetime | None  # the newest date that a wording from outside gave itself


@dataclass(frozen=True, slots=True)
class Decision:
    state: State
    report: int | None = None  # the report it belongs to, or is a duplicate of
    # For REVISED: an older wording that arrives late is kept, but does not speak for the report.
    becomes_head: bool = True
    why: str | None = None


def decide(incoming: Incoming, known: Known | None, twin: int | None) -> Decision:
    """Judge one item. `twin` is another report with the very same title and text."""
    if known is None:
        if twin is not None:
            return Decision(State.DUPLICATE, twin, why="the same title and text are held already")
        return Decision(State.NEW)
    if incoming.publisher and known.publisher and incoming.publisher != known.publisher:
        why = (
            f"its reference belongs to {known.label} of {known.publisher}, and this one is of {incoming.publisher}: "
            "a reference is never given to another statement; import it into an archive of its own"
        )
        return Decision(State.FAILED, known.id, why=why)
    repeats_last = incoming.trivial or (bool(known.imported) and incoming.digest == known.imported[-1])
    if repeats_last or (not incoming.live and incoming.digest in known.imported):
        return Decision(State.UNCHANGED, known.id)
    late = not incoming.live and incoming.updated and known.updated and incoming.updated < known.updated
    return Decision(State.REVISED, known.id, becomes_head=not late)
