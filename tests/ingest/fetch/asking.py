"""What tests of fetching share."""

import socket
from typing import Any

import pytest

from ingest.fetch.results import Fetched, FetchError, Limits

QUICK = Limits(size=100_000, seconds=0.4)


def failure(result: object) -> FetchError:
    assert isinstance(result, FetchError), result
    assert result.why
    assert "\n" not in result.why
    return result


def fetched(result: object) -> Fetched:
    assert isinstance(result, Fetched), result
    return result


def resolving_to(monkeypatch: pytest.MonkeyPatch, *answers: tuple[str, ...] | str) -> list[str]:
    """The name service gives these answers, one after the other, the last one for ever; the names it was asked for.

    What is an address already stays what it is.
    """
    asked: list[str] = []
    rest = [(answer,) if isinstance(answer, str) else answer for answer in answers]

    def getaddrinfo(host: str, port: int, *_: object, **__: object) -> list[Any]:
        if host.replace(".", "").isdigit():
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port))]
        asked.append(host)
        addresses = rest.pop(0) if len(rest) > 1 else rest[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return asked
