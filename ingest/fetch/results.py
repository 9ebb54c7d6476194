"""What a fetch gives back, and how much of it a fetch may take."""

from dataclasses import dataclass

from ingest.types import Capture


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one fetch, redirects included."""

    size: int = 20_000_000  # bytes of the body, before and after decompression
    seconds: float = 30.0  # wall time in all; as much again may pass in waiting for our turn at the host
    redirects: int = 5


USUAL = Limits()
OF_IMAGES = Limits(size=5_000_000)


@dataclass(frozen=True, slots=True)
class Fetched(Capture):
    """A capture from the web; its location is the address that answered, after redirects."""

    moved_to: str | None = None  # the address to ask from now on: every redirect on the way was permanent (301, 308)
    fresh_for: float | None = None  # seconds for which the server expects no change


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server says that what we hold is still current."""

    url: str  # the address that answered, after redirects
    etag: str | None = None  # for the next conditional request
    last_modified: str | None = None  # likewise
    moved_to: str | None = None  # as in Fetched
    fresh_for: float | None = None  # as in Fetched


@dataclass(frozen=True, slots=True)
class FetchError:
    """Nothing came, and why."""

    url: str  # the address that was asked for, without credentials
    why: str  # one sentence that a person can act on
    permanent: bool  # asking again will not help until somebody changes something
    retry_after: float | None = None  # seconds to wait before the next try, where the server or its robots.txt says
    gone: bool = False  # status 410: the source should be asked no more
