"""The indexer: it brings the index up to date with the database, by the outbox or as a whole."""

import fcntl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session, sessionmaker

from index.port import IndexDamaged, SearchIndex
from index.types import Document
from kb.documents import documents
from kb.models import Outbox, Report, Revision
from kb.reports import many

BATCH = 10_000  # reports a commit of the index: the more, the less of it is done twice
MOST_TEXT = 20_000_000  # characters of their texts, which are all in memory then
AT_ONCE = 200  # reports read from the database together


@dataclass(frozen=True, slots=True)
class Indexer:
    """The only writer of the index; a lock file keeps every other process out meanwhile."""

    sessions: sessionmaker[Session]
    index: SearchIndex
    lock: Path

    def drain(self) -> int:
        """Index what is waiting and return how many reports that were; a damaged index is rebuilt instead.

        The rows go only after the index has committed: a crash repeats work and never loses any.
        """
        with self._alone():
            try:
                return self._drain()
            except IndexDamaged:
                return self._rebuild()

    def rebuild(self) -> int:
        """Rebuild the whole index beside the live one and swap them; returns how many reports it holds."""
        with self._alone():
            return self._rebuild()

    def heal(self) -> None:
        """Make the index whole: what a crash left waiting is indexed, a damaged or foreign index is rebuilt.

        An index that is whole but behind is left to whoever is writing it: nobody waits for a long import.
        """
        damaged = False
        try:
            fits, waiting = self._compared()
        except IndexDamaged:
            fits, waiting, damaged = False, False, True
        if waiting or not fits:
            with self._alone(wait=damaged) as mine:
                if mine:
                    self._mend()

    def _mend(self) -> None:
        """Nobody else writes the index meanwhile, so what does not match now will not right itself."""
        try:
            self._drain()
            fits, waiting = self._compared()
        except IndexDamaged:
            fits, waiting = False, False
        if not fits and not waiting:
            self._rebuild()

    def _compared(self) -> tuple[bool, bool]:
        """Whether the index holds as many reports as the database shows, and whether it has any coming.

        Reads every file of the index, after the database: a report committed meanwhile is in its outbox.
        """
        with self.sessions() as session:
            shown = session.scalar(select(func.count(Report.id)).where(Report.withdrawn_at.is_(None)))
            waiting = session.scalar(select(func.count(Outbox.id)))
        return self.index.check() == shown, bool(waiting)

    def _drain(self) -> int:
        done = 0
        while waiting := self._waiting():
            wanted = sorted(set(waiting.values()))
            self.index.apply(self._documents(wanted), map(str, wanted))
            with self.sessions.begin() as session:
                for rows in many.parts(list(waiting)):
                    session.execute(delete(Outbox).where(Outbox.id.in_(rows)))
            done += len(wanted)
        return done

    def _rebuild(self) -> int:
        with self.sessions() as session:
            last = session.scalar(select(func.max(Outbox.id))) or 0
            shown = select(Report.id).where(Report.withdrawn_at.is_(None)).order_by(Report.id)
            ids = session.scalars(shown).all()
        self.index.rebuild(self._documents(ids))
        with self.sessions.begin() as session:
            session.execute(delete(Outbox).where(Outbox.id <= last))
        return len(ids)

    @contextmanager
    def _alone(self, *, wait: bool = True) -> Iterator[bool]:
        """Hold the lock; True when it is held, False when somebody else has it and nobody is to wait."""
        with self.lock.open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))  # let go by closing, or by death
            except BlockingIOError:
                yield False
            else:
                yield True

    def _waiting(self) -> dict[int, int]:
        """Outbox row to report, oldest first, as many as one commit takes."""
        size = func.length(Revision.body_text)
        heads = select(Outbox.id, Outbox.report_id, size).outerjoin(Report, Report.id == Outbox.report_id)
        rows = heads.outerjoin(Revision, Revision.id == Report.head_id).order_by(Outbox.id).limit(BATCH)
        waiting: dict[int, int] = {}
        text = 0
        with self.sessions() as session:
            for id, report_id, characters in session.execute(rows):
                waiting[id] = report_id
                text += characters or 0
                if text > MOST_TEXT:
                    break
        return waiting

    def _documents(self, ids: Sequence[int]) -> Iterator[Document]:
        """The reports of these ids as the index sees them, without the withdrawn."""
        for at in range(0, len(ids), AT_ONCE):
            with self.sessions() as session:
                yield from documents(session, ids[at : at + AT_ONCE])
