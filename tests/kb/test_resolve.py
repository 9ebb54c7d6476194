"""Every name of a report leads to it, and no other one does."""

import pytest

from kb.reports.resolve import resolve
from tests.drafts import statement, take_in

ADDRESSES = [
    "HTTPS://WWW.OPERATOR.EXAMPLE/statement/10/A-Title",
    "//operator.example/statement/10",
    "hxxps://www[.]operator[.]example/statement/10",
    "operator.example/statement/S010/",
    "http://operator.example:80/statement/0010/x?utm_source=feed#top",
    "https://www.operator.example/organization/statement/10/older-slug",
    "/organization/statement/010/a-title",
    "statement/10",
    "https://archive.example/statement/10",
    "https://ARCHIVE.example/statement/S010/x.json",
    "https://archive.example/organization/statement/10/",
    "https://archive.example/report/1/whatever",
    "report/1",
    " s010 ",
    "ref:10",
    "https://www.operator.example/statement/10/a-title?ref=other.example",
]


@pytest.mark.parametrize("name", ADDRESSES)
def test_every_shape_of_an_address_finds_the_statement(empty, name):
    take_in(empty, statement())
    with empty.reading() as session:
        assert resolve(session, name, base_url="https://archive.example") == 1


@pytest.mark.parametrize(
    "name",
    [
        "\ud800",
        "a\0b",
        "https://x.example/\ud800",
        "x" * 100_000,
        "https://" + "a/" * 50_000,
        "//",
        "http://",
        "/statement/" + "9" * 30,
    ],
)
def test_no_name_is_too_odd_to_be_unknown(empty, name):
    take_in(empty, statement())
    with empty.reading() as session:
        assert resolve(session, name, base_url="https://archive.example") is None


def test_an_archive_below_a_path_knows_its_own_addresses(empty):
    take_in(empty, statement())
    with empty.reading() as session:
        assert resolve(session, "https://a.example/kb/statement/10/x", base_url="https://a.example/kb") == 1
