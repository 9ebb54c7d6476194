"""Polling: the sources that are due, each looked at, taken in and scheduled again."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from queue import SimpleQueue
from threading import Event

from sqlalchemy.orm import Session

from ingest.beside import Beside, undisturbed
from kb.ledger import Entry
from kb.models import PolledSource
from kb.polling import rounds, schedule
from kb.polling.rounds import Round
from kb.polling.visit import Poller
from kb.reports.intake.worded import read_worded
from kb.reports.known_names import KnownNames
from kb.reports.stories.unsettled import Unsettled
from kb.sources import register
from kb.sources.records import Polled

THREADS = 8  # sources looked at together: one is read and one written while others are fetched or wait for that


@dataclass(frozen=True, slots=True)
class Polling:
    """What came of polling one source."""

    source: Polled  # as it stands now
    entries: list[Entry]
    trouble: str | None  # why it could not be looked at


def poll_due(poller: Poller, stopped: Callable[[], bool] = lambda: False) -> Iterator[Polling]:
    """Look at every source that is due until none is, several at a time; each is told as soon as it is done."""
    if not _anything_due(poller):
        return
    done: SimpleQueue[Polling | None] = SimpleQueue()
    over = Event()

    def look(poller: Poller) -> None:
        try:
            source = None if stopped() else _claim(poller)
            while source:
                came = rounds.go(poller, source)
                told, source = _finished(poller, source, came, more=not (over.is_set() or stopped()))
                done.put(told)
        finally:
            done.put(None)

    reading = partial(read_worded, KnownNames(poller.archive.names.path))
    with undisturbed(), Beside(reading) as beside, ThreadPoolExecutor(THREADS) as pool:
        at_work = [pool.submit(look, replace(poller, read_beside=beside.read)) for _ in range(THREADS)]
        try:
            for _ in at_work:
                yield from iter(done.get, None)
        finally:
            over.set()
    for thread in at_work:
        thread.result()  # raises what went wrong in it


def _anything_due(poller: Poller) -> bool:
    """A look that keeps no writer waiting."""
    with poller.archive.reading() as session:
        return register.anything_due(session, poller.now())


def _claim(poller: Poller) -> Polled | None:
    with poller.archive.writing() as session:
        return register.claim(session, poller.now())


def poll(poller: Poller, source: Polled) -> Polling:
    """Look at one source and set when it is looked at next."""
    return _finished(poller, source, rounds.go(poller, source), more=False)[0]


def _finished(poller: Poller, source: Polled, came: Round, *, more: bool) -> tuple[Polling, Polled | None]:
    """What came of a source, and the next one to be looked at, if there is to be one."""

    def write(session: Session, _: Unsettled) -> tuple[Polling, Polled | None]:
        return _settled(session, poller, source, came), register.claim(session, poller.now()) if more else None

    return poller.archive.writers.together(write)


def _settled(session: Session, poller: Poller, source: Polled, came: Round) -> Polling:
    row = session.get(PolledSource, source.id)
    if row is None:  # removed meanwhile; what came is kept all the same
        return Polling(source, came.entries, came.trouble)
    _settle(session, poller, row, came)
    return Polling(register.polled(row), came.entries, came.trouble)


def _settle(session: Session, poller: Poller, row: PolledSource, done: Round) -> None:
    now = row.checked_at = poller.now()
    row.title = done.title or row.title
    row.ttl = done.ttl if done.ttl is not None else row.ttl
    row.trouble = done.trouble
    if done.moved_to and done.moved_to != row.place:
        _move(session, row, done.moved_to, poller)
    if done.trouble is None:
        row.failures = row.refusals = 0
        usual = schedule.cadence(rounds.dates(session, row.name), now)
        asked = max(timedelta(seconds=row.ttl or 0), done.fresh_for)
        wait = max(schedule.after_success(usual, asked, poller.chance()), done.wait)
        row.next_check_at = now if done.more else now + wait
        return
    row.failures += 1
    row.refusals = row.refusals + 1 if done.permanent else 0
    row.next_check_at = now + schedule.after_failure(row.failures, done.wait, poller.chance())
    if done.gone:
        register.pause(row, f"{done.trouble}; remove the source", now)
    elif row.refusals >= schedule.REFUSED_ENOUGH:
        register.pause(row, f"it failed {row.refusals} times in a row: {done.trouble}", now)


def _move(session: Session, row: PolledSource, to: str, poller: Poller) -> None:
    """A source goes where its server says that it went for good, unless another one is polled from there."""
    if other := register.at_place(session, to):
        register.pause(row, f"it has moved to {to}, which is polled as {other}; remove this one", poller.now())
    else:
        row.place = to
