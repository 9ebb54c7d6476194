"""The headers we send and the few that we read."""

import codecs
import re
from importlib.metadata import version

_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, "
    "application/xml;q=0.9, text/xml;q=0.9, text/html;q=0.8, application/json;q=0.7, */*;q=0.5"
)
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:+-]{1,40})""", re.ASCII | re.IGNORECASE)
_LONGEST = 1_000  # characters of a validator that we keep and send back


def request_headers(contact: str | None, etag: str | None, last_modified: str | None) -> dict[str, str]:
    """What a request says: who asks, what we can read, and which version we hold (RFC 9110 section 13.1)."""
    headers = {"Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate", "User-Agent": user_agent(contact)}
    if etag:
        headers["If-None-Match"] = etag
    if last_modified:
        headers["If-Modified-Since"] = last_modified
    return {name: visible(value) for name, value in headers.items()}


def user_agent(contact: str | None) -> str:
    """Our name and version, and where an operator who minds us can turn to."""
    name = f"threat-kb/{version('threat-kb')}"
    return f"{name} (+{contact})" if contact else name


def visible(value: str) -> str:
    """A value that can stand in a header: printable ASCII, so that nothing can smuggle in another header."""
    return "".join(character for character in value if " " <= character <= "~")


def validator(value: str | None) -> str | None:
    """An ETag or Last-Modified worth keeping for the next conditional request."""
    return value if value and len(value) <= _LONGEST else None


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
