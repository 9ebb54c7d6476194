"""The path of one fetch from host to host: our turn, robots.txt, the request, its redirects, the answer."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import httpx2

from ingest.fetch import statuses
from ingest.fetch.body import TooLarge, read_body
from ingest.fetch.conditions import NOTHING, Held
from ingest.fetch.deadline import Deadline
from ingest.fetch.errand import Errand
from ingest.fetch.headers import Wanted, charset, fresh_for, media_type, validator
from ingest.fetch.hosts import Hosts, Visit
from ingest.fetch.manners import obey
from ingest.fetch.results import Fetched, NotModified


def travel(errand: Errand, start: httpx2.URL, held: Held, wanted: Wanted, hosts: Hosts | None) -> Fetched | NotModified:
    """Go from an address to where it is answered; raises what `failures.explained` understands."""
    trail = errand.trail(start)
    while True:
        host = trail.here.host
        with _turn(hosts, host, errand.deadline) as visit:
            while trail.here.host == host:
                if hosts:
                    obey(errand, hosts, trail.here, visit)
                with errand.get(trail.here, wanted, held) as answer:
                    if trail.follow(answer):
                        continue
                    if answer.status_code == 304 and held.is_denied_by(answer.headers):
                        held = NOTHING  # nothing may be missed for a server that contradicts itself: ask for the whole
                        continue
                    return _read(answer, held, trail.moved_to, errand.limits.size, visit)


@contextmanager
def _turn(hosts: Hosts | None, host: str, deadline: Deadline) -> Iterator[Visit]:
    if hosts is None:
        yield Visit(0.0)
        return
    begun = time.monotonic()
    with hosts.visit(host, deadline.patience) as visit:
        deadline.put_off(time.monotonic() - begun)
        yield visit


def _read(answer: httpx2.Response, held: Held, moved_to: str | None, most: int, visit: Visit) -> Fetched | NotModified:
    headers, now = answer.headers, datetime.now(UTC)
    etag, last_modified = validator(headers.get("etag")), validator(headers.get("last-modified"))
    fresh = fresh_for(headers, now)
    url = str(answer.request.url)
    if answer.status_code == 304 and held:
        return NotModified(url, etag or held.etag, last_modified or held.last_modified, moved_to, fresh)
    if answer.status_code not in statuses.WHOLE:
        failed = statuses.failure(answer.status_code, headers.get("retry-after"), now)
        if answer.status_code in statuses.RESTING:
            visit.rest(failed.retry_after or 0.0)
        raise failed
    content_type = headers.get("content-type")
    return Fetched(
        location=url,
        body=_body(answer, most),
        media_type=media_type(content_type),
        captured_at=datetime.now(UTC),
        charset=charset(content_type),
        etag=etag,
        last_modified=last_modified,
        moved_to=moved_to,
        fresh_for=fresh,
    )


def _body(answer: httpx2.Response, most: int) -> bytes:
    """The body; one that is announced as too large is not begun."""
    announced = answer.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > most:
        raise TooLarge
    return read_body(answer.iter_raw(), answer.headers.get("content-encoding", ""), most)
