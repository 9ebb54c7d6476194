"""Obeying robots.txt (RFC 9309): asking for it, and keeping to what it says."""

import time
from datetime import UTC, datetime

import httpx2

from ingest.fetch import robots
from ingest.fetch.body import read_start
from ingest.fetch.errand import Errand
from ingest.fetch.failures import Failed, explained
from ingest.fetch.headers import Wanted, wait
from ingest.fetch.hosts import Hosts, Visit
from ingest.fetch.robots import DAY, HOUR, LONGEST, Robots


def obey(errand: Errand, hosts: Hosts, url: httpx2.URL, visit: Visit) -> None:
    """Raise Failed where the site's robots.txt does not let us ask for the URL; adopt the pause it asks for."""
    address = url.copy_with(raw_path=b"/robots.txt")
    site = str(address)
    held = hosts.robots(site)
    if held is None:
        held = _asked(errand, address)
        hosts.remember(site, held)
    if held.text is None:
        left = max(held.until - time.monotonic(), 0.0)
        why = "its server failed to deliver its robots.txt, which forbids all fetching for now; try again later"
        raise Failed(why, permanent=False, retry_after=left)
    verdict = robots.verdict(held.text, str(url))
    visit.rest(verdict.pause)
    if not verdict.allowed:
        why = "its robots.txt forbids programs to fetch it; ask its operator, or save it and import the file"
        raise Failed(why, permanent=True)


def _asked(errand: Errand, address: httpx2.URL) -> Robots:
    """The robots.txt at an address. One that can never be reached counts as absent (section 2.3.1.2)."""
    trail = errand.trail(address)
    try:
        while True:
            with errand.get(trail.here, Wanted.ROBOTS) as answer:
                if not trail.follow(answer):
                    return _read(answer)
    except Exception as error:  # as in `client.fetch`: none of what a hostile server brings about may stop the run
        failed = explained(error, errand.limits)
        if failed.permanent:
            return Robots("", until=time.monotonic())
        raise Failed(f"{failed} (asked for {address})", permanent=False, retry_after=failed.retry_after) from error


def _read(answer: httpx2.Response) -> Robots:
    """What its status means (section 2.3.1): there is one, or none, or it is not known, which forbids everything."""
    now, status = time.monotonic(), answer.status_code
    if 200 <= status < 300:
        body = read_start(answer.iter_raw(), answer.headers.get("content-encoding", ""), LONGEST)
        return Robots(robots.text_of(body), until=now + DAY)
    if status < 500 and status != 429:
        return Robots("", until=now + DAY)
    seconds = wait(answer.headers.get("retry-after"), datetime.now(UTC))
    return Robots(None, until=now + min(seconds or HOUR, DAY))
