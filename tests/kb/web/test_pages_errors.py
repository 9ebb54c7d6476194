"""Errors are pages too: they say what happened in plain words, offer a search, and are as well protected."""

import pytest
from bs4 import BeautifulSoup
from flask import abort
from flask.testing import FlaskClient

from kb.archive import Archive
from kb.web import create_app
from tests.kb.web.markup import faults


@pytest.fixture
def breaking(empty: Archive) -> FlaskClient:
    """A site with addresses that go wrong, served as it is in production."""
    app = create_app(empty)
    app.add_url_rule("/breaks", view_func=lambda: 1 / 0)
    for code in (400, 403, 413, 503):
        app.add_url_rule(f"/{code}", f"error-{code}", lambda code=code: abort(code))
    return app.test_client()


@pytest.mark.parametrize(
    ("path", "code", "says"),
    [
        ("/400", 400, "That request cannot be read"),
        ("/nowhere", 404, "There is nothing at this address"),
        ("/413", 413, "Request Entity Too Large"),
        ("/503", 503, "Service Unavailable"),
        ("/breaks", 500, "Something broke on our side"),
    ],
)
def test_an_error_says_what_happened_and_offers_a_search(
    breaking: FlaskClient, path: str, code: int, says: str
) -> None:
    answer = breaking.get(path)
    soup = BeautifulSoup(answer.text, "html.parser")
    assert answer.status_code == code
    assert soup.h1.text.strip() == says
    assert soup.select_one('form[action="/search"] input[name=q]')
    assert faults(answer.text) == []
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_an_error_tells_nothing_of_the_inside(breaking: FlaskClient) -> None:
    assert "ZeroDivision" not in breaking.get("/breaks").text


def test_an_error_page_needs_no_database(empty: Archive) -> None:
    with empty.writing() as session:
        session.connection().exec_driver_sql("DROP TABLE report_tag")
    answer = create_app(empty).test_client().get("/tags")
    assert answer.status_code == 500
    assert "Something broke on our side" in answer.text


def test_a_view_may_say_what_it_did_not_find(breaking: FlaskClient) -> None:
    assert "no statement “99”" in breaking.get("/statement/99").text
