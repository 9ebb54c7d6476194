"""What is to be fetched one by one: each host in its own turn, several hosts together, and what failed again later."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

from ingest.fetch.headers import Wanted
from ingest.fetch.results import Fetched, FetchError, NotModified
from kb.models import Errand
from kb.pipeline import NOTHING_SENT
from kb.polling import schedule
from kb.polling.asking import Validators
from kb.polling.visit import Poller
from kb.reports.names import host

T = TypeVar("T")
Kind = TypeVar("Kind", bound=Errand)

THREADS = 4  # hosts asked together
MOST = 200  # errands of one run, so that nothing else is kept waiting for long
LEASE = timedelta(minutes=15)  # how long whoever runs an errand keeps others from it; a crash ends it so
TRIES = 8  # failures in a row, the last of them a day apart, after which an errand is given up


@dataclass(frozen=True, slots=True)
class Due:
    id: int
    url: str


@dataclass(frozen=True, slots=True)
class Ran(Generic[T]):
    """What came of one errand."""

    result: T | None  # None where somebody else had run it
    rest: float | None = None  # seconds for which its host asks to be left alone


def run(
    poller: Poller,
    kind: type[Errand],
    due: Iterable[Due],
    errand: Callable[[Due], Ran[T]],
    stopped: Callable[[], bool],
) -> Iterator[T]:
    """Run errands; those of a host that wants to be left alone are postponed for as long, without being tried."""
    by_host: dict[str | None, list[Due]] = defaultdict(list)
    for one in due:
        by_host[host(one.url)].append(one)

    def visit(waiting: list[Due]) -> list[T]:
        done = []
        for at, one in enumerate(waiting):
            if stopped():
                break
            ran = errand(one)
            if ran.result is not None:
                done.append(ran.result)
            if ran.rest:
                _postpone(poller, kind, waiting[at + 1 :], ran.rest)
                break
        return done

    with ThreadPoolExecutor(THREADS) as pool:
        for done in pool.map(visit, by_host.values()):
            yield from done


def claimed(session: Session, kind: type[Kind], due: Due, poller: Poller) -> Kind | None:
    """An errand, taken on; None where somebody else has done that."""
    row = session.get(kind, due.id)
    if row is None or row.due_at is None or row.due_at > poller.now():
        return None
    row.due_at = poller.now() + LEASE
    return row


def ask(poller: Poller, due: Due, wanted: Wanted) -> Fetched | FetchError:
    """What stands at an address, whole."""
    answer = poller.ask(due.url, Validators(), wanted)
    if isinstance(answer, NotModified):
        return FetchError(due.url, NOTHING_SENT, permanent=True)
    return answer


def failed(row: Errand, error: FetchError, poller: Poller) -> None:
    """Note why an errand failed and when it is tried again: later each time, and in the end no more."""
    row.trouble, row.failures = error.why, row.failures + 1
    row.refusals = row.refusals + 1 if error.permanent else 0
    given_up = error.gone or row.refusals >= schedule.REFUSED_ENOUGH or row.failures >= TRIES
    asked = timedelta(seconds=error.retry_after or 0)
    row.due_at = None if given_up else poller.now() + schedule.after_failure(row.failures, asked, poller.chance())


def _postpone(poller: Poller, kind: type[Errand], waiting: Iterable[Due], seconds: float) -> None:
    with poller.archive.writing() as session:
        for one in waiting:
            session.get_one(kind, one.id).due_at = poller.now() + timedelta(seconds=seconds)
