"""A page of hits is answered in time, whatever was typed: what there is no time to mark is shown unmarked, and said."""

import pytest

from kb import search
from kb.archive import Archive
from kb.search import Found, Search, find
from tests.drafts import draft, take_in

TEXT = "A worm came by mail. " * 400


@pytest.fixture
def held(empty: Archive) -> Archive:
    take_in(empty, *(draft(f"https://news.example/{n}", title=f"Worm {n}", body_text=TEXT + str(n)) for n in range(3)))
    return empty


def asked(archive: Archive) -> Found:
    with archive.reading() as session:
        return find(session, archive, Search("worm came"))


def test_what_there_is_no_time_to_mark_is_shown_from_its_beginning(
    held: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert asked(held).notes == ()
    assert all(any(piece.marked for piece in hit.text) for hit in asked(held).hits)
    monkeypatch.setattr(search, "_MARKING", 0.0)
    found = asked(held)
    assert found.notes == ("Not every match could be marked in time.",)
    assert (found.total, found.partial) == (3, False)
    assert all(hit.snippet.startswith("A worm came by mail.") for hit in found.hits)
    assert not any(piece.marked for hit in found.hits for piece in hit.text)
