"""A version that we hold is not asked for again, and a server that lies about it is found out."""

from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from httpx2 import Headers

from ingest.fetch.client import fetch
from ingest.fetch.headers import fresh_for
from ingest.fetch.results import NotModified
from tests.ingest.fetch.asking import failure, fetched

OLD, NEW = "Mon, 01 Jan 2024 00:00:00 GMT", "Tue, 02 Jan 2024 00:00:00 GMT"


def test_the_server_is_asked_only_for_what_changed(site: Any) -> None:
    url = site.serve("/", status=304, Cache_Control="public, max-age=600")
    got = fetch(url, allow=site.allow, etag='"1"', last_modified=OLD)
    assert got == NotModified(url, etag='"1"', last_modified=OLD, fresh_for=600)
    assert site.asked[0][1]["If-None-Match"] == '"1"'
    assert site.asked[0][1]["If-Modified-Since"] == OLD


def test_not_modified_is_an_error_when_nobody_asked_for_changes(site: Any) -> None:
    got = failure(fetch(site.serve("/", status=304, ETag='"1"'), allow=site.allow))
    assert got.why == ("the server says that nothing changed, though it was not asked; tell its operator (status 304)")
    assert not got.permanent


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ({"etag": '"1"'}, {"ETag": '"2"'}),
        ({"etag": 'W/"1"', "last_modified": OLD}, {"ETag": 'W/"2"', "Last_Modified": OLD}),
        ({"last_modified": OLD}, {"Last_Modified": NEW}),
    ],
)
def test_a_server_that_contradicts_itself_is_asked_for_the_whole(
    site: Any, held: dict[str, str], said: dict[str, str]
) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        conditional = {"If-None-Match", "If-Modified-Since"} & set(handler.headers)
        handler.send_response(304 if conditional else 200)
        for name, value in said.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(b"" if conditional else b"new")

    got = fetched(fetch(site.serve_by("/", answer), allow=site.allow, **held))
    assert got.body == b"new"
    assert len(site.asked) == 2


def test_a_server_that_only_ever_lies_is_named(site: Any) -> None:
    got = failure(fetch(site.serve("/", status=304, ETag='"2"'), allow=site.allow, etag='"1"'))
    assert "says that nothing changed, though it was not asked" in got.why
    assert len(site.asked) == 2


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ({"etag": 'W/"1"'}, {"ETag": '"1"'}),
        ({"etag": '"1-gzip"'}, {"ETag": '"1"'}),
        ({"etag": '"1"'}, {"ETag": 'W/"1;br"'}),
        ({"etag": '"1"', "last_modified": OLD}, {"Last_Modified": NEW}),
        ({"last_modified": OLD}, {"ETag": '"1"'}),
        ({"last_modified": NEW}, {"Last_Modified": OLD}),
        ({"last_modified": "yesterday"}, {"Last_Modified": NEW}),
    ],
)
def test_what_may_be_the_same_version_is_believed(site: Any, held: dict[str, str], said: dict[str, str]) -> None:
    assert isinstance(fetch(site.serve("/", status=304, **said), allow=site.allow, **held), NotModified)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Cache-Control": "max-age=60"}, 60.0),
        ({"Cache-Control": "public, MAX-AGE = 60, s-maxage=5"}, 60.0),
        ({"Cache-Control": "s-maxage=5"}, None),
        ({"Cache-Control": "max-age=60, no-cache"}, 0.0),
        ({"Cache-Control": "no-store"}, 0.0),
        ({"Cache-Control": "max-age=9999999999"}, 604_800.0),
        ({"Cache-Control": "max-age=soon"}, None),
        ({"Expires": NEW}, 86_400.0),
        ({"Expires": OLD}, 0.0),
        ({"Expires": "0"}, None),
        ({"Cache-Control": "max-age=60", "Expires": NEW}, 60.0),
    ],
)
def test_how_long_nothing_will_change_is_passed_on(headers: dict[str, str], seconds: float | None) -> None:
    now = datetime(2024, 1, 1, tzinfo=UTC)
    assert fresh_for(Headers(headers), now) == seconds
