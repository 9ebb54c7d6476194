"""One polite GET: conditional, bounded in size and time, to public addresses only."""

import ssl
import time
from datetime import UTC, datetime
from functools import cache

import httpcore2
import httpx2

from ingest.fetch.addresses import Allowed, allowed
from ingest.fetch.body import Garbled, TooLarge, read_body
from ingest.fetch.guard import GuardedTransport, PublicOnly, Refused, TooMuch, Unresolved
from ingest.fetch.headers import charset, media_type, request_headers, validator
from ingest.fetch.results import USUAL, FetchError, Limits, NotModified
from ingest.fetch.statuses import error_for
from ingest.fetch.urls import BadUrl, checked_url, without_credentials
from ingest.types import Capture

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_WHOLE = frozenset({200, 203})
_SLACK = 1_000_000  # bytes that headers and TLS may add to a body on the wire


def fetch(
    url: str,
    *,
    allow: frozenset[str] = frozenset(),
    etag: str | None = None,
    last_modified: str | None = None,
    limits: Limits = USUAL,
    contact: str | None = None,
) -> Capture | NotModified | FetchError:
    """Ask for a URL and follow its redirects; whatever goes wrong on the way is a FetchError, never an exception.

    `allow` names exceptions to the rule of public addresses: "host", "host:port" or a CIDR block. Redirects from
    https to http are refused, because anybody on the way could then change the text. Environment proxies and
    netrc are not read. Raises ValueError only for an entry of `allow` that is none of the three.
    """
    exceptions = allowed(allow)
    headers = request_headers(contact, etag, last_modified)
    network = PublicOnly(exceptions, time.monotonic() + limits.seconds, limits.size + _SLACK)
    transport = GuardedTransport(network, _tls())
    shown = without_credentials(url)
    with httpx2.Client(transport=transport, trust_env=False, headers=headers, timeout=limits.seconds) as client:
        try:
            return _follow(client, url, exceptions, limits)
        except _Failed as failed:
            return FetchError(shown, str(failed), failed.permanent)
        except Exception as error:  # a hostile server reaches many corners of two libraries: none may stop the run
            why, permanent = _sentence(error, limits)
            return FetchError(shown, why, permanent)


class _Failed(Exception):
    def __init__(self, why: str, permanent: bool) -> None:
        super().__init__(why)
        self.permanent = permanent


def _follow(client: httpx2.Client, start: str, allow: Allowed, limits: Limits) -> Capture | NotModified | FetchError:
    url = checked_url(start, allow)
    seen = {url}
    while True:
        request = client.build_request("GET", url)
        answer = client.send(request, stream=True, follow_redirects=False)
        try:
            target = answer.headers.get("location") if answer.status_code in _REDIRECTS else None
            if target is None:
                return _read(answer, url, without_credentials(start), limits)
        finally:
            answer.close()
        url = _next(url, target, allow)
        if url in seen:
            raise _Failed(f"its redirects go round in a circle at {url}; tell its operator", permanent=True)
        seen.add(url)
        if len(seen) > limits.redirects + 1:
            raise _Failed(f"it redirects more than {limits.redirects} times; use its final address", permanent=True)


def _next(url: httpx2.URL, target: str, allow: Allowed) -> httpx2.URL:
    try:
        following = checked_url(target, allow, url)
    except BadUrl as error:
        raise _Failed(f"it redirects to {without_credentials(target)[:200]}: {error}", permanent=True) from error
    if url.scheme == "https" and following.scheme == "http":
        raise _Failed(
            f"it redirects from https to {following}, where the text could be changed on the way; "
            "use that address itself to accept this",
            permanent=True,
        )
    return following


def _read(answer: httpx2.Response, url: httpx2.URL, shown: str, limits: Limits) -> Capture | NotModified | FetchError:
    headers = answer.headers
    kept = validator(headers.get("etag")), validator(headers.get("last-modified"))
    conditional = {"if-none-match", "if-modified-since"} & set(answer.request.headers)
    if answer.status_code == 304 and conditional:
        return NotModified(str(url), *kept)
    if answer.status_code not in _WHOLE:
        return error_for(shown, answer.status_code, headers.get("retry-after"), datetime.now(UTC))
    content_type = headers.get("content-type")
    return Capture(
        location=str(url),
        body=read_body(answer.iter_raw(), headers.get("content-encoding", ""), limits.size),
        media_type=media_type(content_type),
        captured_at=datetime.now(UTC),
        charset=charset(content_type),
        etag=kept[0],
        last_modified=kept[1],
    )


@cache
def _tls() -> ssl.SSLContext:
    return httpx2.create_ssl_context(trust_env=False)


def _sentence(error: Exception, limits: Limits) -> tuple[str, bool]:
    """What went wrong, and whether it will stay so."""
    match error:
        case BadUrl() | Refused():
            return str(error), True
        case Unresolved():
            return str(error), False
        case TooLarge() | TooMuch():
            return f"it is larger than {limits.size:,} bytes; save it, split it and import the parts", True
        case Garbled():
            return f"{error}; try again later or tell its operator", False
        case httpcore2.TimeoutException() | httpx2.TimeoutException() | TimeoutError():
            return f"the server did not finish within {limits.seconds:g} seconds; try again later", False
    certificate = _cause(error, ssl.SSLError)
    if isinstance(certificate, ssl.SSLCertVerificationError):
        return f"its certificate is not valid ({certificate.verify_message}); tell its operator", False
    if certificate:
        return f"no secure connection could be made ({certificate.reason or certificate}); check the address", False
    if isinstance(error, httpcore2.ConnectError):
        return "no connection could be made; check the address and port, or try again later", False
    if isinstance(error, httpcore2.ProtocolError | httpx2.ProtocolError):
        return f"the server does not keep to HTTP ({str(error)[:200]}); tell its operator", False
    return f"the connection failed ({str(error)[:200] or type(error).__name__}); try again later", False


def _cause(error: BaseException | None, kind: type[ssl.SSLError]) -> ssl.SSLError | None:
    while error is not None:
        if isinstance(error, kind):
            return error
        error = error.__cause__ or error.__context__
    return None
