"""Who writes to the database: one transaction at a time, in which several threads may write."""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from threading import RLock
from typing import Any, TypeAlias, TypeVar

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from kb import database
from kb.reports.stories.unsettled import Unsettled

T = TypeVar("T")
Step: TypeAlias = Callable[[Session, Unsettled], T]
_Done: TypeAlias = Callable[[Future[Any]], None]  # tells a thread what became of its step


class Writers:
    """Threads that write take turns here: SQLite would let each sleep for a while."""

    def __init__(self, sessions: sessionmaker[Session]) -> None:
        self._sessions = sessions
        self._turn = RLock()
        self._waiting: deque[tuple[Step[Any], Future[Any]]] = deque()

    @contextmanager
    def alone(self) -> Iterator[Session]:
        """A transaction of one's own: committed on leaving, rolled back on an error. Other writers wait for it."""
        with self._turn, self._sessions.begin() as session:
            session.connection(execution_options=database.WRITES)
            yield session

    def together(self, step: Step[T]) -> T:
        """What a step returns, when all that it wrote is committed; or what it raises, and then nothing of it is kept.

        Whoever's turn it is runs the steps of all who have come to wait meanwhile, and commits once for them. Each is
        kept or undone for itself; where the database cannot work, none is kept.
        """
        mine: Future[T] = Future()
        self._waiting.append((step, mine))
        with self._turn:
            if not mine.done():
                self._run([self._waiting.popleft() for _ in range(len(self._waiting))])
        return mine.result()

    def _run(self, steps: list[tuple[Step[Any], Future[Any]]]) -> None:
        unsettled = Unsettled()
        try:
            with self.alone() as session:
                done = [_tried(session, unsettled, step) for step, _ in steps]
                unsettled.settle(session)
        except BaseException as error:
            for _, waits in steps:
                waits.set_exception(error)
            return
        for (_, waits), tell in zip(steps, done, strict=True):
            tell(waits)


def _tried(session: Session, unsettled: Unsettled, step: Step[Any]) -> _Done:
    try:
        with session.begin_nested():
            result = step(session, unsettled)
    except OperationalError:
        raise
    except Exception as error:
        failure = error
        return lambda waits: waits.set_exception(failure)
    return lambda waits: waits.set_result(result)
