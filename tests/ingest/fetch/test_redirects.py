"""Redirects are followed with the same care as the first address."""

from typing import Any

import pytest

from ingest.fetch.client import fetch
from ingest.fetch.results import NotModified
from tests.ingest.fetch.asking import failure, fetched


def test_redirects_are_followed_and_the_last_address_is_kept(site: Any) -> None:
    site.serve("/a", status=301, Location="b?x=1")
    site.serve("/b?x=1", status=307, Location=site.url("/c#part"))
    site.serve("/c", body=b"here")
    got = fetched(fetch(site.url("/a"), allow=site.allow))
    assert (got.location, got.body) == (site.url("/c"), b"here")


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("http://10.0.0.1/", "10.0.0.1 is not a public address; name it in KB_FETCH_ALLOW"),
        ("http://[::1]:{port}/", "not a public address"),
        ("http://127.0.0.2:{port}/", "not a public address"),
        ("http://2130706433/", "127.0.0.1 is not a public address"),
        ("http://0177.0.0.1/", "127.0.0.1 is not a public address"),
        ("//0x7f.1:{port}/a", "circle"),
        ("http://256.1.1.1/", "not a web address"),
        ("http://127.1/", "127.0.0.1 is not a public address"),
        ("http://0x7f000001/", "127.0.0.1 is not a public address"),
        ("file:///etc/passwd", "only http and https"),
        ("gopher://127.0.0.1:{port}/", "only http and https"),
        ("http://user:secret@127.0.0.1:{port}/", "user name or password"),
        ("http://127.0.0.1:25/", "port 25"),
        ("/a", "circle"),
        ("http://[::1", "not a web address"),
    ],
)
def test_a_redirect_is_checked_like_the_first_address(site: Any, target: str, why: str) -> None:
    got = failure(fetch(site.serve("/a", status=302, Location=target.format(port=site.port)), allow=site.allow))
    assert why in got.why
    assert got.permanent
    assert "secret" not in got.why


def test_a_chain_of_redirects_has_an_end(site: Any) -> None:
    for step in range(9):
        site.serve(f"/{step}", status=302, Location=f"/{step + 1}")
    assert "redirects more than 5 times" in failure(fetch(site.url("/0"), allow=site.allow)).why
    assert len(site.asked) == 6


@pytest.mark.parametrize(
    ("statuses", "moved"),
    [
        ((301,), True),
        ((308,), True),
        ((301, 308), True),
        ((302,), False),
        ((307,), False),
        ((303,), False),
        ((301, 302), False),
        ((302, 301), False),
        ((), False),
    ],
)
def test_an_address_has_moved_when_every_redirect_on_the_way_is_permanent(
    site: Any, statuses: tuple[int, ...], moved: bool
) -> None:
    for step, status in enumerate(statuses):
        site.serve(f"/{step}", status=status, Location=f"/{step + 1}")
    last = site.serve(f"/{len(statuses)}", body=b"here")
    assert fetched(fetch(site.url("/0"), allow=site.allow)).moved_to == (last if moved else None)


def test_what_has_moved_and_not_changed_says_both(site: Any) -> None:
    site.serve("/a", status=301, Location="/b")
    url = site.serve("/b", status=304)
    assert fetch(site.url("/a"), allow=site.allow, etag='"1"') == NotModified(url, etag='"1"', moved_to=url)


def test_a_redirect_to_nowhere_is_named(site: Any) -> None:
    assert "without naming it" in failure(fetch(site.serve("/", status=302), allow=site.allow)).why
