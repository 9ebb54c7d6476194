"""What the name service says is checked, and is what is dialled."""

import socket
from typing import Any

import pytest

from ingest.fetch.client import fetch
from tests.ingest.fetch.asking import QUICK, failure, fetched, resolving_to


@pytest.mark.parametrize("addresses", [("10.0.0.7",), ("192.0.2.1",), ("8.8.8.8", "10.0.0.7"), ("::ffff:10.0.0.7",)])
def test_a_name_that_resolves_to_a_private_address_is_refused(
    monkeypatch: pytest.MonkeyPatch, addresses: tuple[str, ...]
) -> None:
    resolving_to(monkeypatch, addresses)
    got = failure(fetch("http://intranet.example/"))
    last = addresses[-1].removeprefix("::ffff:")
    assert got.why == (
        f"intranet.example resolves to {last}, which is not a public address; name it in KB_FETCH_ALLOW to permit it"
    )


@pytest.mark.parametrize("entry", ["intranet.example", "intranet.example:{port}", "127.0.0.0/8", "127.0.0.1"])
def test_a_named_exception_is_reached(site: Any, monkeypatch: pytest.MonkeyPatch, entry: str) -> None:
    site.serve("/", body=b"inside")
    resolving_to(monkeypatch, "127.0.0.1")
    got = fetched(fetch(f"http://intranet.example:{site.port}/", allow=frozenset({entry.format(port=site.port)})))
    assert got.body == b"inside"


def test_a_name_that_changes_between_check_and_dial_gains_nothing(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    site.serve("/", body=b"the checked one")
    asked = resolving_to(monkeypatch, "127.0.0.1", "10.0.0.7")
    got = fetched(fetch(f"http://turncoat.example:{site.port}/", allow=frozenset({"127.0.0.1"})))
    assert got.body == b"the checked one"
    assert asked == ["turncoat.example"]


def test_a_name_that_changes_between_two_redirects_is_checked_again(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    site.serve("/", status=302, Location="/next")
    resolving_to(monkeypatch, "127.0.0.1", "169.254.169.254")
    got = failure(fetch(f"http://turncoat.example:{site.port}/", allow=frozenset({"127.0.0.1"})))
    assert "turncoat.example resolves to 169.254.169.254, which is not a public address" in got.why
    assert [path for path, _ in site.asked] == ["/"]


def test_a_name_nobody_knows_is_a_passing_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def getaddrinfo(*_: object, **__: object) -> list[Any]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    got = failure(fetch("http://nowhere.example/"))
    assert got.why == "the name service knows no address for nowhere.example; check its spelling"
    assert not got.permanent


def test_a_name_service_that_never_answers_does_not_hold_us(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: site.over.wait(60) and [])
    assert "did not answer" in failure(fetch("http://slow.example/", limits=QUICK)).why
