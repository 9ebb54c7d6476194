"""A connection whose every byte is counted and has a deadline."""

import ssl

import httpcore2

from ingest.fetch.deadline import Deadline


class TooMuch(Exception):
    """More bytes than the limit came over the wire."""


class Bounded(httpcore2.NetworkStream):
    """A stream whose reads and writes share one deadline, which no trickle of bytes renews, and one sum of bytes."""

    def __init__(self, inner: httpcore2.NetworkStream, deadline: Deadline, most_bytes: int) -> None:
        self._inner = inner
        self._deadline = deadline
        self._left = most_bytes

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._inner.read(max_bytes, self._deadline.left())
        self._left -= len(data)
        if self._left < 0:
            raise TooMuch
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        secured = self._inner.start_tls(ssl_context, server_hostname, self._deadline.left())
        return Bounded(secured, self._deadline, self._left)

    def get_extra_info(self, info: str) -> object:
        return self._inner.get_extra_info(info)
