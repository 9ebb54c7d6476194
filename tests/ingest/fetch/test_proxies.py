"""Everything goes through the proxy that an operator names, and through no other."""

from typing import Any

import pytest

from ingest.fetch.client import fetch
from ingest.fetch.proxies import read_proxy
from tests.ingest.fetch.asking import failure, fetched


def test_a_page_comes_through_the_proxy(site: Any) -> None:
    site.serve("http://news.example/feed", body=b"from afar")
    got = fetched(fetch("http://news.example/feed", proxy=f"http://staff:secret@127.0.0.1:{site.port}"))
    assert (got.location, got.body) == ("http://news.example/feed", b"from afar")
    path, headers = site.asked[0]
    assert path == "http://news.example/feed"
    assert headers["Proxy-Authorization"].startswith("Basic ")


@pytest.mark.parametrize("url", ["http://10.0.0.1/", "http://0x7f.1/", "http://[::1]/", "https://169.254.169.254/"])
def test_an_address_that_is_not_public_is_refused_before_the_proxy_hears_of_it(site: Any, url: str) -> None:
    assert "is not a public address" in failure(fetch(url, proxy=f"http://127.0.0.1:{site.port}")).why
    assert site.asked == []


@pytest.mark.parametrize(
    ("entry", "url"),
    [("10.0.0.1:80", "http://10.0.0.1/"), ("10.0.0.1:8080", "http://10.0.0.1:8080/"), ("10.0.0.0/8", "http://10.1/")],
)
def test_a_named_exception_is_asked_for_through_the_proxy(site: Any, entry: str, url: str) -> None:
    site.serve(url.replace("10.1/", "10.0.0.1/"), body=b"inside")
    got = fetched(fetch(url, proxy=f"http://127.0.0.1:{site.port}", allow=frozenset({entry})))
    assert got.body == b"inside"


def test_a_redirect_to_one_is_refused_too(site: Any) -> None:
    site.serve("http://news.example/", status=302, Location="http://169.254.169.254/")
    got = failure(fetch("http://news.example/", proxy=f"http://127.0.0.1:{site.port}"))
    assert "169.254.169.254 is not a public address" in got.why


def test_a_proxy_that_lets_nobody_through_is_named(site: Any) -> None:
    got = failure(fetch("https://news.example/", proxy=f"http://127.0.0.1:{site.port}"))
    assert "the proxy does not let us through (501" in got.why
    assert not got.permanent


def test_those_of_the_environment_are_not_used(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    fetched(fetch(site.serve("/"), allow=site.allow))


@pytest.mark.parametrize(
    ("text", "url", "credentials"),
    [
        ("http://proxy.example:3128", "http://proxy.example:3128", None),
        ("https://proxy.example/", "https://proxy.example:443", None),
        ("http://a%40b:c@[2001:db8::1]", "http://[2001:db8::1]:80", ("a@b", "c")),
    ],
)
def test_a_proxy_is_read(text: str, url: str, credentials: tuple[str, str] | None) -> None:
    proxy = read_proxy(text)
    assert (proxy.url, proxy.credentials) == (url, credentials)


@pytest.mark.parametrize(
    "text", ["proxy.example:3128", "socks5://proxy.example", "http://", "http://a:b:c", "http://p/x"]
)
def test_what_is_no_proxy_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not the address of a proxy"):
        read_proxy(text)
