"""The one place where polling fetches."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from ingest.fetch.addresses import allowed
from ingest.fetch.client import fetch
from ingest.fetch.headers import Wanted
from ingest.fetch.hosts import Hosts
from ingest.fetch.results import OF_IMAGES, USUAL, Fetched, FetchError, NotModified
from kb.settings import Settings
from kb.sources.own import is_own


@dataclass(frozen=True, slots=True)
class Validators:
    """What an address gave with its last answer, to ask whether that still holds."""

    etag: str | None = None
    last_modified: str | None = None


Answer: TypeAlias = Fetched | NotModified | FetchError
Ask: TypeAlias = Callable[[str, Validators, Wanted], Answer]


def asking(settings: Settings, *, alone: bool) -> Ask:
    """Fetching as the settings have it.

    `alone`: no person waits for it, so that robots.txt is obeyed and hosts are given a pause between two requests.
    Hosts named in KB_FETCH_ALLOW are the operator's own: they get the pause that they ask for, and none of ours.
    """
    named = allowed(settings.fetch_allow)
    own, others = (Hosts(pause=0.0), Hosts()) if alone else (None, None)

    def ask(url: str, known: Validators, wanted: Wanted) -> Answer:
        return fetch(
            url,
            allow=settings.fetch_allow,
            etag=known.etag,
            last_modified=known.last_modified,
            wanted=wanted,
            limits=OF_IMAGES if wanted is Wanted.IMAGE else USUAL,
            contact=settings.contact or None,
            proxy=settings.fetch_proxy or None,
            hosts=own if is_own(url, named) else others,
        )

    return ask
