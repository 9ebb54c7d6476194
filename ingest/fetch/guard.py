"""The network as a fetch may see it: only checked addresses are dialled, and every byte has a deadline."""

import socket
import ssl
import time
from collections.abc import Iterable, Iterator
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TypeAlias

import httpcore2
import httpx2

from ingest.fetch.addresses import Allowed, is_public, read_address, unwrapped

_SocketOption: TypeAlias = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]


class Refused(Exception):
    """The host resolves to an address that may not be dialled."""


class Unresolved(Exception):
    """The name service does not know the host, or did not answer in time."""


class PublicOnly(httpcore2.NetworkBackend):
    """Resolves a host, refuses it unless all its addresses may be dialled, and dials the very address it checked.

    Because the check and the connection share one look-up, a name that changes between the two gains nothing.
    """

    def __init__(self, allow: Allowed, deadline: float, most_bytes: int) -> None:
        """The deadline is on the clock of time.monotonic; most_bytes bounds what one connection may send us."""
        self._inner = httpcore2.SyncBackend()
        self._allow = allow
        self._deadline = deadline
        self._most_bytes = most_bytes

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[_SocketOption] | None = None,
    ) -> httpcore2.NetworkStream:
        failure: Exception | None = None
        addresses = self._checked(host, port)
        for tried, address in enumerate(addresses):
            share = remaining(self._deadline) / (len(addresses) - tried)
            try:
                stream = self._inner.connect_tcp(address, port, share, None, socket_options)
                return _Bounded(stream, self._deadline, self._most_bytes)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
        raise failure or Unresolved(f"{host} has no address; check its spelling")

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[_SocketOption] | None = None
    ) -> httpcore2.NetworkStream:
        raise Refused("a socket of this machine is not a public address")

    def _checked(self, host: str, port: int) -> list[str]:
        found = resolve(host, port, remaining(self._deadline))
        if not self._allow.names(host, port):
            for text in found:
                address = unwrapped(read_address(text))
                if not (is_public(address) or self._allow.holds(address)):
                    raise Refused(
                        f"{host} resolves to {address}, which is not a public address; "
                        "name it in KB_FETCH_ALLOW to permit it"
                    )
        return found


def resolve(host: str, port: int, seconds: float) -> list[str]:
    """The addresses of a host in the resolver's order, each once; raises Unresolved.

    The look-up runs in a thread of its own because the system's resolver takes no time limit.
    """
    answers: SimpleQueue[list[str] | OSError | UnicodeError] = SimpleQueue()

    def look_up() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put(list(dict.fromkeys(str(entry[4][0]) for entry in found)))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    Thread(target=look_up, name="look-up", daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except Empty:
        raise Unresolved(f"the name service did not answer for {host} in time; try again later") from None
    if isinstance(answer, Exception):
        raise Unresolved(f"the name service knows no address for {host}; check its spelling") from answer
    return answer


def remaining(deadline: float) -> float:
    """Seconds left until the deadline; raises httpcore2.ReadTimeout when there are none."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore2.ReadTimeout("the deadline has passed")
    return left


class TooMuch(Exception):
    """More bytes than the limit came over the wire."""


class _Bounded(httpcore2.NetworkStream):
    """A stream whose reads and writes share one deadline, so that a drip cannot renew it, and one sum of bytes."""

    def __init__(self, inner: httpcore2.NetworkStream, deadline: float, most_bytes: int) -> None:
        self._inner = inner
        self._deadline = deadline
        self._left = most_bytes

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._inner.read(max_bytes, remaining(self._deadline))
        self._left -= len(data)
        if self._left < 0:
            raise TooMuch
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, remaining(self._deadline))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        secured = self._inner.start_tls(ssl_context, server_hostname, remaining(self._deadline))
        return _Bounded(secured, self._deadline, self._left)

    def get_extra_info(self, info: str) -> object:
        return self._inner.get_extra_info(info)


class GuardedTransport(httpx2.BaseTransport):
    """httpx2 over a pool of httpcore2 with a network of our choice; certificates are checked against the name."""

    def __init__(self, network: httpcore2.NetworkBackend, tls: ssl.SSLContext) -> None:
        self._pool = httpcore2.ConnectionPool(ssl_context=tls, network_backend=network, http2=False, retries=0)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        url = httpcore2.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        answer = self._pool.handle_request(
            httpcore2.Request(request.method, url, headers=request.headers.raw, extensions=request.extensions)
        )
        return httpx2.Response(
            answer.status, headers=answer.headers, stream=_Body(answer), extensions=dict(answer.extensions)
        )

    def close(self) -> None:
        self._pool.close()


class _Body(httpx2.SyncByteStream):
    def __init__(self, answer: httpcore2.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()
