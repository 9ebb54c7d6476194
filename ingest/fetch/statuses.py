"""What an HTTP status that brings no page means for the person who asked."""

from datetime import datetime

from ingest.fetch.failures import Failed
from ingest.fetch.headers import wait

WHOLE = frozenset({200, 203})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT_REDIRECTS = frozenset({301, 308})
RESTING = frozenset({429, 503})  # a wait that these ask for is meant for the whole host
_PASSING = frozenset({304, 408, 421, 423, 425, 429, 500, 502, 503, 504})
_MEANING = {
    304: "the server says that nothing changed, though it was not asked; tell its operator",
    400: "the server did not understand the request; check the address",
    401: "the server wants a login; only public pages can be fetched",
    402: "the server wants payment; only public pages can be fetched",
    403: "the server refuses to show it; ask its operator, or check the address",
    404: "there is nothing at this address; check its spelling, or look for where it moved",
    407: "a proxy on the way wants a login; connect without it",
    410: "it has been removed for good",
    429: "the server was asked too often; try again later",
    451: "it is withheld for legal reasons",
}


def failure(status: int, retry_after: str | None, now: datetime) -> Failed:
    """The failure that a status stands for; `retry_after` is the header as it came, `now` is aware."""
    if meaning := _MEANING.get(status):
        why = meaning
    elif status in REDIRECTS:
        why = "the server points to another address without naming it; tell its operator"
    elif status >= 500:
        why = "the server failed; try again later"
    else:
        why = "the server gave no page; check the address"
    permanent = status not in _PASSING and not 506 < status < 600
    return Failed(f"{why} (status {status})", permanent, wait(retry_after, now), gone=status == 410)
