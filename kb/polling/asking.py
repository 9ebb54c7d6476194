"""The one place where polling fetches: what the network answers, in the words that polling needs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

from ingest.fetch.client import fetch
from ingest.fetch.results import FetchError, NotModified
from ingest.types import Capture
from kb.settings import Settings

_GONE = "(status 410)"


@dataclass(frozen=True, slots=True)
class Validators:
    """What an address gave with its last answer, to ask whether that still holds."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    result: Capture | NotModified | FetchError
    gone: bool = False  # for good, says its server
    moved_to: str | None = None  # its new address, where the server says that it is one for good
    fresh_for: timedelta = timedelta()  # how long the server says that the answer holds


Ask: TypeAlias = Callable[[str, Validators], Answer]


def asking(settings: Settings) -> Ask:
    """Fetching as the settings have it."""

    def ask(url: str, known: Validators) -> Answer:
        result = fetch(
            url,
            allow=settings.fetch_allow,
            etag=known.etag,
            last_modified=known.last_modified,
            contact=settings.contact or None,
        )
        return Answer(result, gone=isinstance(result, FetchError) and _GONE in result.why)

    return ask
