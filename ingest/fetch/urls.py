"""Which URLs may be fetched: http and https, without credentials, at a port where a web server may stand."""

import httpx2

from ingest.fetch.addresses import Allowed
from ingest.fetch.spellings import with_plain_address

_LONGEST = 4_000  # characters; no server worth reading needs more


class BadUrl(ValueError):
    """The URL may not be fetched; the message is a sentence that says why."""


def checked_url(text: str, allow: Allowed, base: httpx2.URL | None = None) -> httpx2.URL:
    """The URL ready to be asked for, without its fragment, and absolute by the base it stands in; raises BadUrl."""
    if len(text) > _LONGEST:
        raise BadUrl(f"the address is longer than {_LONGEST:,} characters; check where it comes from")
    try:
        plain = with_plain_address(text.strip())
        url = base.join(plain) if base else httpx2.URL(plain)
    except (httpx2.InvalidURL, ValueError, UnicodeError) as error:
        raise BadUrl(f"this is not a web address ({error}); check its spelling") from error
    if url.scheme not in ("http", "https"):
        raise BadUrl(f'only http and https are fetched, not "{url.scheme or "an address without a scheme"}"')
    if not url.host:
        raise BadUrl("the address names no host; check its spelling")
    if url.userinfo:
        raise BadUrl("the address carries a user name or password; remove it")
    _check_port(url, allow)
    return url.copy_with(fragment=None)


def _check_port(url: httpx2.URL, allow: Allowed) -> None:
    port = url.port
    if port is None or port in (80, 443) or 1024 <= port < 65_536:
        return
    if not 0 < port < 65_536:
        raise BadUrl(f"there is no port {port}; check the address")
    if (url.host.lower(), port) not in allow.endpoints:
        name = f"{url.host}:{port}"
        raise BadUrl(f"port {port} is not one for the web; name {name} in KB_FETCH_ALLOW to permit it")
