"""The reports of a transaction that are new or say something new, whose stories are found before it ends."""

from sqlalchemy.orm import Session

from kb.reports.stories.settle import settle
from kb.reports.stories.sketch import Marks


class Unsettled:
    """Gathered while reports are kept, since it costs little more to settle many at once than one."""

    def __init__(self) -> None:
        self._marks: dict[int, Marks | None] = {}

    def add(self, id: int, marks: Marks | None = None) -> None:
        """`marks` are those of what the report says now, where they are known."""
        self._marks[id] = marks

    def settle(self, session: Session) -> None:
        settle(session, list(self._marks), {id: marks for id, marks in self._marks.items() if marks})
