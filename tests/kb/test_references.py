"""Whoever types the reference of a statement finds that statement first, however many reports speak of it."""

import pytest

from kb.archive import Archive
from kb.search import Search, find
from tests.drafts import draft, statement, take_in

MOBILES = "Of the S10, which came in spring, S10 and no other was sold. " * 3


@pytest.fixture
def held(empty: Archive) -> Archive:
    quoting = [f"S010 says so, and {n} more do: S010." for n in range(5)]
    take_in(
        empty,
        statement(10),
        *(draft(f"https://news.example/{n}", title=f"Number {n}", body_text=text) for n, text in enumerate(quoting)),
        draft("https://news.example/mobiles", title="Mobiles compared", body_text=MOBILES),
    )
    return empty


@pytest.mark.parametrize("typed", ["S010", "s010", "S10", "s0010", "S010 worm OR S10", "(S10)"])
def test_a_statement_stands_first_by_its_reference(held: Archive, typed: str) -> None:
    with held.reading() as session:
        first = find(session, held, Search(typed)).hits[0]
    assert (first.report.ref, first.title_html) == ("S010", "A title")
