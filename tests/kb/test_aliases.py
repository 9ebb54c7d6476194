"""Names that mean the same: a search for one finds the others, and what staff write in `aliases.txt` counts at once."""

import json
import logging

import pytest
from click.testing import CliRunner

from kb import archive as archives
from kb.archive import own_files
from kb.cli import main
from kb.search import Search, find, find_whole
from tests.drafts import draft, statement, take_in
from tests.kb.web import stocked

ATTACK = "The list was put out of service for a day by a distributed denial of service that nobody claimed."
GANG = "The Larch group hired out its machines, and the shadow crew paid."


@pytest.fixture
def archive(empty):
    """A statement that spells out an attack, and news of a gang."""
    take_in(
        empty,
        statement(10, title="An attack", body_text=ATTACK),
        draft("https://news.example/1", title="Machines for hire", body_text=GANG),
    )
    return empty


@pytest.fixture
def file(archive):
    """Where the operator's names stand; it is not there yet."""
    return archive.settings.data / "aliases.txt"


def titles(archive, typed: str) -> list[str]:
    with archive.reading() as session:
        return [hit.report.title for hit in find(session, archive, Search(typed)).hits]


def test_a_search_for_a_name_finds_and_marks_the_other(archive):
    with archive.reading() as session:
        found = find(session, archive, Search("ddos"))
        [hit] = found.hits
        assert "".join(piece.text for piece in hit.text if piece.marked) == "distributed denial of service"
        assert (found.total, found.repaired, found.notes, found.meant) == (1, "ddos", (), None)
        _, [report] = find_whole(session, archive, Search("ddos"))
        assert report.ref == "S010"
    assert titles(archive, '"ddos"') == titles(archive, "ddos -attack") == []


@pytest.mark.parametrize("path", ["/search?q=ddos", "/search.rss?q=ddos", "/api/v1/reports?q=ddos"])
def test_page_feed_and_api_find_the_same(archive, path):
    assert "An attack" in stocked.client(archive).get(path).text


def test_another_spelling_and_other_ways_count_what_their_links_find(archive, file):
    file.write_text("fizzerworm = machines\n", encoding="utf-8")
    take_in(archive, *(draft(f"https://news.example/{n}", title="It", body_text="fizzerworm") for n in range(2, 8)))
    with archive.reading() as session:
        found = find(session, archive, Search("fizzerwrom"))
    assert (found.meant.q, found.meant.total) == ("fizzerworm", 7)
    assert len(titles(archive, "fizzerworm")) == 7
    page = stocked.client(archive).get("/search?q=ddos&kind=news").text
    assert "without kind" in page


def test_an_explanation_is_one_of_what_was_searched(archive):
    def told(query: str, name: str) -> dict[str, object]:
        result = CliRunner().invoke(main, ["--data", str(archive.settings.data), "explain", "--json", query, name])
        return json.loads(result.stdout)

    hit, miss = told("ddos", "S010"), told("ddos", "https://news.example/1")
    assert (hit["hit"], hit["query"]) == (True, "ddos")
    assert [part["matched"] for part in hit["explanation"]["parts"]] == [False, True]
    assert hit["explanation"]["query"] == 'ddos OR "distributed denial of service"^0.8'
    assert miss["why"][:2] == [
        "It is not a hit.",
        'Neither “ddos” nor “"distributed denial of service"” finds it.',
    ]
    with archive.reading() as session:
        [found] = find(session, archive, Search("ddos", explain=True)).hits
    assert found.why.score == pytest.approx(hit["score"])


def test_what_the_operator_writes_counts_at_once_and_so_does_what_is_taken_back(archive, file, caplog):
    assert titles(archive, "sorbus") == []
    file.write_text("# our own names\nSorbus = Larch group\n", encoding="utf-8")
    assert titles(archive, "sorbus") == ["Machines for hire"]
    file.write_text("sorbus = distributed denial of service\r\n", encoding="utf-8-sig")
    assert titles(archive, "sorbus") == titles(archive, "ddos") == ["An attack"]
    file.unlink()
    assert titles(archive, "sorbus") == []
    assert titles(archive, "ddos") == ["An attack"]
    assert caplog.messages == []


BROKEN = [
    (b"sorbus = larch group\nalone\n", "line 2: “alone” stands alone"),
    (b"sorbus = larch group\n= x\n", "line 2: “= x” lacks a word"),
    (b"a = b\nb = c\nJos\xe9 = Pepe\n", "line 3: this is not UTF-8: save the file as UTF-8."),
    (b"\x00\xff", "line 1: this is not UTF-8"),
]


@pytest.mark.parametrize(("raw", "said"), BROKEN)
def test_a_line_that_cannot_be_read_is_named_once_and_the_names_before_stay(archive, file, caplog, raw, said):
    file.write_text("shadow = sorbus\n", encoding="utf-8")
    assert titles(archive, "sorbus") == ["Machines for hire"]
    file.write_bytes(raw)
    for _ in range(3):
        assert titles(archive, "sorbus") == ["Machines for hire"]
        assert stocked.client(archive).get("/search?q=ddos").status_code == 200
    [warning] = caplog.records
    assert warning.levelno == logging.WARNING
    assert warning.message.startswith(f"{file}, {said}")
    assert warning.message.endswith(" The names known before stay in use.")
    file.write_text("larch = ours\n", encoding="utf-8")
    assert (titles(archive, "sorbus"), titles(archive, "ours")) == ([], ["Machines for hire"])
    assert len(caplog.records) == 1


def test_a_folder_in_its_place_is_named_and_harms_nothing(archive, file, caplog):
    file.mkdir()
    assert titles(archive, "ddos") == titles(archive, "DDoS") == ["An attack"]
    assert caplog.messages == [f"{file}: Is a directory. The names known before stay in use."]


def test_a_command_that_opens_the_archive_warns(archive, file, caplog):
    file.write_text("alone\n", encoding="utf-8")
    with archives.opened(archive.settings) as opened:
        assert f"{file}, line 1: “alone”" in caplog.text
        assert titles(opened, "ddos") == ["An attack"]
    assert len(caplog.records) == 1
    result = CliRunner().invoke(main, ["--data", str(archive.settings.data), "search", "--json", "ddos"])
    assert (result.exit_code, json.loads(result.stdout)["total"]) == (0, 1)


def test_the_file_is_no_report_to_take_in(archive, file):
    assert file.resolve() in own_files(archive.settings)
