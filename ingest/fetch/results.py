"""What a fetch gives back besides a Capture, and how much of it a fetch may take."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one fetch, redirects included."""

    size: int = 20_000_000  # bytes of the body, before and after decompression
    seconds: float = 30.0  # wall time in all
    redirects: int = 5


USUAL = Limits()


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server says that what we hold is still current."""

    url: str  # the address that answered, after redirects
    etag: str | None = None  # for the next conditional request
    last_modified: str | None = None  # likewise


@dataclass(frozen=True, slots=True)
class FetchError:
    """Nothing came, and why."""

    url: str  # the address that was asked for, without credentials
    why: str  # one sentence that a person can act on
    permanent: bool  # asking again will not help until somebody changes something
    retry_after: float | None = None  # seconds the server asks us to wait
