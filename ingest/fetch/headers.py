"""The headers we send and the few that we read."""

import codecs
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from functools import cache
from importlib.metadata import version

PRODUCT = "threat-kb"  # the name that robots.txt knows us by
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:+-]{1,40})""", re.ASCII | re.IGNORECASE)
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,10})", re.ASCII | re.IGNORECASE)
_NOT_KEPT = re.compile(r"(?:^|[\s,])no-(?:cache|store)\b", re.ASCII | re.IGNORECASE)
_LONGEST = 1_000  # characters of a header that we read, and of a validator that we keep and send back
_WEEK = 7 * 86_400.0  # seconds; a server that asks for more is asked again after a week


class Wanted(StrEnum):
    """What is hoped for, where a server has several forms of the same thing to give (RFC 9110 section 12.5.1)."""

    FEED = (
        "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, "
        "application/xml;q=0.9, text/xml;q=0.9, text/html;q=0.8, application/json;q=0.7, */*;q=0.5"
    )
    PAGE = "text/html, application/xhtml+xml, text/markdown;q=0.9, text/plain;q=0.8, */*;q=0.5"
    IMAGE = "image/webp, image/png, image/jpeg, image/gif;q=0.9, */*;q=0.1"
    ROBOTS = "text/plain, */*;q=0.5"


def lasting_headers(contact: str | None) -> dict[str, str]:
    """What every request says: who asks, and which codings we can read."""
    return {"Accept-Encoding": "gzip, deflate", "User-Agent": visible(user_agent(contact))}


def user_agent(contact: str | None) -> str:
    """Our name and version, and whom the operator of a site can turn to."""
    return f"{_name()} (+{contact})" if contact else _name()


@cache
def _name() -> str:
    return f"{PRODUCT}/{version('threat-kb')}"


def visible(value: str) -> str:
    """A value that can stand in a header: printable ASCII, so that nothing can smuggle in another header."""
    return "".join(character for character in value if " " <= character <= "~")


def media_type(content_type: str | None) -> str:
    """The media type without its parameters, in lower case, such as "text/html"; "" where nothing is said."""
    return (content_type or "").partition(";")[0].strip().lower()[:100]


def charset(content_type: str | None) -> str | None:
    """The charset a Content-Type names, where Python knows it."""
    found = _CHARSET.search((content_type or "")[:_LONGEST])
    if not found:
        return None
    try:
        return codecs.lookup(found[1]).name
    except LookupError:
        return None


def validator(value: str | None) -> str | None:
    """An ETag or Last-Modified worth keeping for the next conditional request."""
    return value if value and len(value) <= _LONGEST else None


def fresh_for(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds for which the server expects no change (RFC 9111 section 4.2.1), at most a week; None where it says
    nothing."""
    control = headers.get("cache-control", "")[:_LONGEST]
    if _NOT_KEPT.search(control):
        return 0.0
    if found := _MAX_AGE.search(control):
        return min(float(found[1]), _WEEK)
    expires = moment(headers.get("expires"))
    return _until(expires, now) if expires else None


def wait(retry_after: str | None, now: datetime) -> float | None:
    """Seconds that Retry-After asks for, as a number or as a date (RFC 9110 section 10.2.3), at most a week."""
    text = (retry_after or "").strip()[:40]
    if text.isdecimal() and text.isascii():
        return min(float(text), _WEEK)
    until = moment(text)
    return _until(until, now) if until else None


def moment(text: str | None) -> datetime | None:
    """The instant an HTTP date names (RFC 9110 section 5.6.7), aware; None where it is no date."""
    try:
        found = parsedate_to_datetime((text or "").strip()[:40])
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _until(then: datetime, now: datetime) -> float:
    return min(max((then - now).total_seconds(), 0.0), _WEEK)
