"""What every answer tells the browser, and how it travels."""

import gzip

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

EVERYWHERE = [
    "/",
    "/nowhere",
    "/statement/10",
    "/static/base.css",
    "/static/none",
    "/feed.rss",
    "/sitemap.xml",
    "/robots.txt",
]


def fetched(get: FlaskClient, path: str, encodings: str = "", **headers: str) -> TestResponse:
    """The answer, read to its end so that files are closed."""
    return get.get(path, headers={"Accept-Encoding": encodings, **headers}, buffered=True)


@pytest.mark.parametrize("path", EVERYWHERE)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS"])
def test_nothing_runs_and_nothing_is_guessed_on_any_route(get: FlaskClient, path: str, method: str) -> None:
    headers = get.open(path, method=method, buffered=True).headers
    for rule in ("default-src 'none'", "script-src 'self'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert rule in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"


@pytest.mark.parametrize("path", ["/", "/static/base.css", "/feed.rss"])
def test_text_travels_compressed_where_the_client_takes_it(get: FlaskClient, path: str) -> None:
    plain, packed = fetched(get, path), fetched(get, path, "gzip, br")
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data)
    if path.startswith("/static"):
        assert gzip.decompress(packed.data) == plain.data


@pytest.mark.parametrize("path", ["/static/base.css", "/feed.rss"])
def test_what_was_compressed_is_still_recognised_when_asked_for_again(get: FlaskClient, path: str) -> None:
    first = fetched(get, path, "gzip")
    again = fetched(get, path, "gzip", **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert "Accept-Encoding" in again.headers["Vary"]


def test_a_client_that_refuses_gzip_gets_none(get: FlaskClient) -> None:
    assert "Content-Encoding" not in fetched(get, "/", "gzip;q=0").headers


def test_a_style_sheet_is_kept_for_long_under_an_address_that_changes_with_it(get: FlaskClient) -> None:
    address = get.get("/").text.split('rel="stylesheet" href="')[1].split('"')[0]
    assert fetched(get, address).headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "immutable" not in fetched(get, "/static/base.css").headers.get("Cache-Control", "")
