"""Whose turn it is: one visit at a time to each host, a pause between two, and what its robots.txt said."""

import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition

from ingest.fetch.robots import Robots

_MOST_KEPT = 8_000_000  # characters of robots.txt that are remembered, of all sites
_COST = 1_000  # what remembering one takes besides its text
_MOST_PAUSES = 10_000  # hosts whose pause is remembered before those that are over are forgotten
_LONGEST_REST = 86_400.0  # seconds that one answer may keep us from a host


class Resting(Exception):
    """It is not our turn at this host, and will not be for `seconds`."""

    def __init__(self, host: str, seconds: float, visited: bool) -> None:
        wait = f"{host} is to be left alone for another {seconds:,.0f} seconds; try again after that"
        super().__init__(f"{host} is still busy with another request of ours; try again later" if visited else wait)
        self.seconds = seconds


class Visit:
    """Everything that is asked of a host in one go: its robots.txt, the address, and redirects within the host."""

    def __init__(self, pause: float) -> None:
        self.pause = pause  # seconds that the host is left alone afterwards

    def rest(self, seconds: float) -> None:
        """Leave the host alone for at least as long, a day at most."""
        self.pause = min(max(self.pause, seconds), _LONGEST_REST)


class Hosts:
    """What is remembered of hosts, so as to be polite; shared by all threads that fetch."""

    def __init__(self, pause: float = 1.0) -> None:
        """`pause`: seconds between the end of one visit and the start of the next, where a site asks for no more."""
        self._pause = pause
        self._changed = Condition()
        self._visited: set[str] = set()
        self._free_at: dict[str, float] = {}
        self._robots: OrderedDict[str, Robots] = OrderedDict()

    @contextmanager
    def visit(self, host: str, patience: float) -> Iterator[Visit]:
        """Wait for our turn at a host, `patience` seconds at most; raises Resting when it does not come in time."""
        host = host.lower().removesuffix(".")
        self._enter(host, time.monotonic() + patience)
        visit = Visit(self._pause)
        try:
            yield visit
        finally:
            self._leave(host, visit.pause)

    def _enter(self, host: str, until: float) -> None:
        with self._changed:
            while True:
                now = time.monotonic()
                free_at, visited = self._free_at.get(host, now), host in self._visited
                if free_at <= now and not visited:
                    self._visited.add(host)
                    return
                if free_at > until or now >= until:
                    raise Resting(host, max(free_at - now, self._pause), visited)
                self._changed.wait((until if visited else free_at) - now)

    def _leave(self, host: str, pause: float) -> None:
        with self._changed:
            now = time.monotonic()
            self._visited.discard(host)
            self._free_at[host] = now + pause
            if len(self._free_at) > _MOST_PAUSES:
                self._free_at = {name: free_at for name, free_at in self._free_at.items() if free_at > now}
            self._changed.notify_all()

    def robots(self, site: str) -> Robots | None:
        """What we hold of the robots.txt of a site (scheme, host and port); None when it is time to ask for it."""
        with self._changed:
            found = self._robots.get(site)
            if found is None or found.until <= time.monotonic():
                return None
            self._robots.move_to_end(site)
            return found

    def remember(self, site: str, robots: Robots) -> None:
        """Keep a robots.txt; those that were longest unused give way."""
        with self._changed:
            self._robots[site] = robots
            self._robots.move_to_end(site)
            while sum(len(kept.text or "") + _COST for kept in self._robots.values()) > _MOST_KEPT:
                self._robots.popitem(last=False)
