"""The network as a fetch may see it: only checked addresses are dialled."""

import socket
from collections.abc import Iterable
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TypeAlias

import httpcore2

from ingest.fetch.addresses import Allowed, is_public, read_address, unwrapped
from ingest.fetch.deadline import Deadline
from ingest.fetch.streams import Bounded

_SocketOption: TypeAlias = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]


class Refused(Exception):
    """The host resolves to an address that may not be dialled."""


class Unresolved(Exception):
    """The name service does not know the host, or did not answer in time."""


class PublicOnly(httpcore2.NetworkBackend):
    """Resolves a host, refuses it unless all its addresses may be dialled, and dials the very address it checked.

    Because the check and the connection share one look-up, a name that changes between the two gains nothing.
    """

    def __init__(self, allow: Allowed, deadline: Deadline, most_bytes: int) -> None:
        """`most_bytes` bounds what one connection may send us."""
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
        addresses = resolve(host, port, self._deadline.left())
        check(host, port, addresses, self._allow)
        for tried, address in enumerate(addresses):
            share = self._deadline.left() / (len(addresses) - tried)
            try:
                stream = self._inner.connect_tcp(address, port, share, None, socket_options)
                return Bounded(stream, self._deadline, self._most_bytes)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
        raise failure or Unresolved(f"{host} has no address; check its spelling")

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[_SocketOption] | None = None
    ) -> httpcore2.NetworkStream:
        raise Refused("a socket of this machine is not a public address")


def check(host: str, port: int, addresses: Iterable[str], allow: Allowed) -> None:
    """Raise Refused unless each of the addresses that the host stands for may be dialled."""
    if allow.names(host, port):
        return
    for text in addresses:
        address = unwrapped(read_address(text))
        if not (is_public(address) or allow.holds(address)):
            which = host if host == str(address) else f"{host} resolves to {address}, which"
            raise Refused(f"{which} is not a public address; name it in KB_FETCH_ALLOW to permit it")


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
