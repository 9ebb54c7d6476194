"""One polite GET: conditional, bounded in size and time, to public addresses only."""

import httpx2

from ingest.credentials import without_credentials
from ingest.fetch.addresses import Allowed, allowed
from ingest.fetch.conditions import Held
from ingest.fetch.deadline import Deadline
from ingest.fetch.errand import Errand
from ingest.fetch.failures import explained
from ingest.fetch.guard import PublicOnly
from ingest.fetch.headers import Wanted, lasting_headers
from ingest.fetch.hosts import Hosts
from ingest.fetch.journey import travel
from ingest.fetch.proxies import read_proxy
from ingest.fetch.results import USUAL, Fetched, FetchError, Limits, NotModified
from ingest.fetch.transport import Direct, Proxied
from ingest.fetch.urls import checked_url

_SLACK = 1_000_000  # bytes that headers and TLS may add to a body on the wire
_LONGEST = 4_000  # characters of an address in a message


def fetch(
    url: str,
    *,
    allow: frozenset[str] = frozenset(),
    etag: str | None = None,
    last_modified: str | None = None,
    wanted: Wanted = Wanted.FEED,
    limits: Limits = USUAL,
    contact: str | None = None,
    proxy: str | None = None,
    hosts: Hosts | None = None,
) -> Fetched | NotModified | FetchError:
    """Ask for a URL and follow its redirects; whatever goes wrong on the way is a FetchError, never an exception.

    `allow` names exceptions to the rule of public addresses: "host", "host:port" or a CIDR block. Redirects from
    https to http are refused, because anybody on the way could then change the text. Environment proxies and
    netrc are not read; everything goes through `proxy` where one is named.

    A program that asks by itself holds one `Hosts` for all its threads and hands it in: then robots.txt is obeyed, a
    host is asked one thing at a time with a pause between, and left alone for as long as it wishes. Without it the
    request counts as that of a person, who waits for it.

    Raises ValueError only for an entry of `allow` or a `proxy` that is none.
    """
    exceptions = allowed(allow)
    deadline = Deadline(limits.seconds)
    with httpx2.Client(
        transport=_transport(proxy, exceptions, deadline, limits),
        trust_env=False,
        headers=lasting_headers(contact),
        timeout=limits.seconds,
    ) as client:
        try:
            start = checked_url(url, exceptions)
            errand = Errand(client, exceptions, deadline, limits)
            return travel(errand, start, Held(etag, last_modified), wanted, hosts)
        except Exception as error:  # a hostile server reaches many corners of two libraries: none may stop the run
            failed = explained(error, limits)
            return FetchError(
                without_credentials(url.strip())[:_LONGEST],
                str(failed),
                failed.permanent,
                failed.retry_after,
                failed.gone,
            )


def _transport(proxy: str | None, allow: Allowed, deadline: Deadline, limits: Limits) -> httpx2.BaseTransport:
    most_bytes = limits.size + _SLACK
    if proxy is None:
        return Direct(PublicOnly(allow, deadline, most_bytes))
    named = read_proxy(proxy)
    return Proxied(named, PublicOnly(named.alone, deadline, most_bytes), allow)
