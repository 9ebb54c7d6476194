"""What an HTTP status that is no success means for the person who asked."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from ingest.fetch.results import FetchError

_LONGEST_WAIT = 7 * 86_400.0  # seconds; a server that asks for more is asked again after a week
_PASSING = frozenset({408, 421, 423, 425, 429, 500, 502, 503, 504})
_MEANING = {
    400: "the server did not understand the request; check the address",
    401: "the server wants a login; only public pages can be fetched",
    402: "the server wants payment; only public pages can be fetched",
    403: "the server refuses to show it; ask its operator, or check the address",
    404: "there is nothing at this address; check its spelling, or look for where it moved",
    407: "a proxy on the way wants a login; connect without it",
    410: "it has been removed for good; remove the source",
    429: "the server was asked too often; try again later",
    451: "it is withheld for legal reasons",
}


def error_for(url: str, status: int, retry_after: str | None, now: datetime) -> FetchError:
    """The error that stands for a status; `retry_after` is the header as it came, `now` is aware."""
    if meaning := _MEANING.get(status):
        why = meaning
    elif status >= 500:
        why = "the server failed; try again later"
    else:
        why = "the server gave no page; check the address"
    permanent = status not in _PASSING and not 506 < status < 600
    return FetchError(url, f"{why} (status {status})", permanent, _seconds(retry_after, now))


def _seconds(retry_after: str | None, now: datetime) -> float | None:
    """RFC 9110 section 10.2.3: a number of seconds or a date."""
    text = (retry_after or "").strip()[:40]
    if text.isdecimal() and text.isascii():
        return min(float(text), _LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(max((moment - now).total_seconds(), 0.0), _LONGEST_WAIT)
