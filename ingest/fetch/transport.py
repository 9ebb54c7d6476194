"""httpx2 over a pool of httpcore2 with a network of our choice: directly to the server, or through a proxy."""

import ssl
from collections.abc import Iterator
from functools import cache
from ipaddress import ip_address

import httpcore2
import httpx2

from ingest.fetch.addresses import Allowed
from ingest.fetch.guard import PublicOnly, check
from ingest.fetch.proxies import Proxy


@cache
def tls() -> ssl.SSLContext:
    """Certificates are checked against the system's authorities and the name; the environment has no say."""
    return httpx2.create_ssl_context(trust_env=False)


class Direct(httpx2.BaseTransport):
    """Every request on a connection of its own: one kept open might be closed under the next request."""

    def __init__(self, network: PublicOnly) -> None:
        self._pool = httpcore2.ConnectionPool(ssl_context=tls(), network_backend=network, max_keepalive_connections=0)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        return _send(self._pool, request)

    def close(self) -> None:
        self._pool.close()


class Proxied(httpx2.BaseTransport):
    """By way of an operator's proxy, which resolves names itself: only addresses written as such can be checked."""

    def __init__(self, proxy: Proxy, network: PublicOnly, allow: Allowed) -> None:
        self._allow = allow
        self._pool = httpcore2.HTTPProxy(
            proxy.url,
            proxy_auth=proxy.credentials,
            ssl_context=tls(),
            proxy_ssl_context=tls() if proxy.url.startswith("https") else None,
            network_backend=network,
            max_keepalive_connections=0,
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        host, usual = request.url.host, 443 if request.url.scheme == "https" else 80
        check(host, request.url.port or usual, [host] if _is_address(host) else [], self._allow)
        return _send(self._pool, request)

    def close(self) -> None:
        self._pool.close()


def _is_address(host: str) -> bool:
    try:
        ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def _send(pool: httpcore2.ConnectionPool, request: httpx2.Request) -> httpx2.Response:
    url = httpcore2.URL(
        scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path
    )
    answer = pool.handle_request(
        httpcore2.Request(request.method, url, headers=request.headers.raw, extensions=request.extensions)
    )
    return httpx2.Response(
        answer.status, headers=answer.headers, stream=_Body(answer), extensions=dict(answer.extensions)
    )


class _Body(httpx2.SyncByteStream):
    def __init__(self, answer: httpcore2.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()
