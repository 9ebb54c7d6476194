"""What all requests of one fetch share."""

from contextlib import AbstractContextManager
from dataclasses import dataclass

import httpx2

from ingest.fetch.addresses import Allowed
from ingest.fetch.conditions import NOTHING, Held
from ingest.fetch.deadline import Deadline
from ingest.fetch.headers import Wanted
from ingest.fetch.redirects import Trail
from ingest.fetch.results import Limits


@dataclass(frozen=True, slots=True)
class Errand:
    """One fetch: robots.txt and redirects are part of it."""

    client: httpx2.Client
    allow: Allowed  # exceptions to the rule of public addresses
    deadline: Deadline
    limits: Limits

    def trail(self, start: httpx2.URL) -> Trail:
        """The way from an address along its redirects."""
        return Trail(start, self.allow, self.limits.redirects)

    def get(self, url: httpx2.URL, wanted: Wanted, held: Held = NOTHING) -> AbstractContextManager[httpx2.Response]:
        """Ask for one address; the answer is closed behind the block, read or not."""
        headers = {"Accept": wanted.value} | held.headers()
        return self.client.stream("GET", url, headers=headers, follow_redirects=False)
