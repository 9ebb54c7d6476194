"""Help on the pages: other spellings, why a report was found, what is like it, and an honest count."""

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

from kb import search as searching
from tests.drafts import draft, statement, take_in
from tests.kb.web import stocked
from tests.kb.web.markup import faults
from tests.kb.web.test_pages_report import words

GRIBBLE = "The gribble worm opens port 4444 and mails itself to harvested addresses of customers."


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    with stocked.archive(tmp_path_factory.mktemp("help")) as archive:
        take_in(
            archive,
            statement(10, title="A gribble worm", body_text=GRIBBLE, url="https://www.operator.example/statement/10/g"),
            draft("https://news.example/g", title="Gribble again", body_text=GRIBBLE, tags=("worm", "gribble")),
            draft(
                "https://news.example/w", title="Very many words", body_text=" ".join(f"wide{n}" for n in range(1_100))
            ),
            *(
                draft(
                    f"https://news.example/{at}",
                    title=f"News {at}",
                    body_text=f"Story {at} of a botnet.",
                    tags=("worm", "kit") if at < 3 else ("kit",),
                )
                for at in range(20)
            ),
        )
        yield stocked.client(archive)


def soup(client: FlaskClient, path: str) -> Tag:
    answer = client.get(path, follow_redirects=True)
    assert answer.status_code == 200
    assert faults(answer.text) == []
    return BeautifulSoup(answer.text, "html.parser")


@pytest.mark.parametrize(
    ("typed", "meant", "count"),
    [
        ("gribbel", "gribble", "2"),
        ("gribbel -again", "gribble -again", "1"),
        ("botmet OR gribbel", "botnet OR gribble", "22"),
        ("(botmet stori)^2", "(botnet stori)^2", "20"),
        ("wirm gribble", "worm gribble", "2"),
    ],
)
def test_another_spelling_is_offered_with_its_count(client: FlaskClient, typed: str, meant: str, count: str) -> None:
    page = soup(client, f"/search?q={typed.replace(' ', '+').replace('^', '%5E')}&kind=news&kind=statement")
    said = page.select_one(".meant")
    assert words(said.a) == meant
    assert words(said.select_one(".count")) == count
    assert words(soup(client, said.a["href"]).select_one(".total strong")) == count


@pytest.mark.parametrize(
    "typed",
    [
        "gribble",
        "%22gribbel+worm%22",
        "gribbel.example",
        "tag:gribbel",
        "zzzzzz",
        "-gribbel",
        "gribbel+nonesuch",
        "GRIBBEL",
        "",
    ],
)
def test_nothing_is_offered_for_what_is_meant_as_it_is_written(client: FlaskClient, typed: str) -> None:
    assert soup(client, f"/search?q={typed}").select_one(".meant") is None


def test_a_query_that_only_leaves_out_says_so_and_offers_what_it_leaves_out(client: FlaskClient) -> None:
    page = soup(client, "/search?q=-gribble+-again")
    assert "Nothing else was asked for, so everything without it was found." in words(page.select_one(".notes"))
    assert words(page.select_one(".meant a")) == "gribble again"
    assert words(soup(client, page.select_one(".meant a")["href"]).select_one(".total strong")) == "1"
    assert soup(client, "/search?q=worm+-gribble").select_one(".notes, .meant") is None
    assert client.get("/api/v1/reports?q=-gribble").get_json()["meant"] == {"query": "gribble", "total": 2}


def test_each_hit_says_why_it_is_one_where_that_is_asked_for(client: FlaskClient) -> None:
    page = soup(client, "/search?q=gribble+-botnet&explain=1")
    why = page.select_one(".entry .why")
    assert words(why.summary).startswith("Why it was found, with a score of ")
    assert [words(code) for code in why.select("code")] == ["gribble -botnet", "gribble", "-botnet", "botnet"]
    assert "for “gribbl” in the title: once in 2 words, and in 2 reports" in words(why)
    assert soup(client, "/search?q=gribble").select_one(".why") is None


def test_the_wish_to_know_why_stays_from_page_to_page_and_goes_into_no_feed(client: FlaskClient) -> None:
    page = soup(client, "/search?q=botnet&explain=1")
    assert page.select_one('form [name="explain"]')["value"] == "1"
    assert all("explain=1" in link["href"] for link in page.select(".sorts a, .pages a"))
    assert not [link for link in page.select(".follow a") if "explain" in link["href"]]


def test_the_api_says_why_as_a_tree(client: FlaskClient) -> None:
    hit = client.get("/api/v1/reports?q=gribble+worm&explain=1").get_json()["hits"][0]
    assert hit["why"]["query"] == "gribble worm"
    assert hit["why"]["score"] == pytest.approx(hit["score"], abs=1e-5)
    assert sum(part["score"] for part in hit["why"]["parts"]) == pytest.approx(hit["why"]["score"])
    one = hit["why"]["parts"][0]["contributions"][0]
    assert set(one) == {"field", "term", "frequency", "length", "documents", "rarity", "score"}
    assert "why" not in client.get("/api/v1/reports?q=gribble").get_json()["hits"][0]


def test_the_api_names_the_other_spelling_and_what_was_searched_for(client: FlaskClient) -> None:
    assert client.get("/api/v1/reports?q=gribbel").get_json()["meant"] == {"query": "gribble", "total": 2}
    assert client.get("/api/v1/reports?q=gribble+OR").get_json()["repaired"] == "gribble"
    assert not {"meant", "repaired"} & client.get("/api/v1/reports?q=gribble").get_json().keys()


def test_a_report_lists_those_that_are_like_it(client: FlaskClient) -> None:
    links = soup(client, "/statement/10").select(".alike a")
    assert [words(link) for link in links] == ["Gribble again"]
    assert soup(client, links[0]["href"]).select_one(".alike a")["href"].startswith("/statement/10/")


def test_a_tag_lists_those_that_stand_with_it_beyond_chance(client: FlaskClient) -> None:
    assert [words(tag) for tag in soup(client, "/tag/gribble").select(".beside a")] == []
    with_kit = soup(client, "/tag/worm").select_one(".beside")
    assert with_kit is None  # three of four beside nineteen of twenty-two: no more than chance


def test_a_query_that_was_mended_is_shown_as_it_was_asked(client: FlaskClient) -> None:
    notes = soup(client, "/search?q=(gribble+OR").select_one(".notes")
    assert words(notes.p) == "Searched for gribble"
    assert len(notes.select("li")) == 2


def test_a_search_that_was_cut_does_not_claim_to_know_how_many_there_are(client: FlaskClient) -> None:
    soup(client, "/search?q=wide*")  # the first of its sort reads the files, which a busy machine may be long about
    page = soup(client, "/search?q=wide*")
    assert words(page.select_one(".total")).startswith("At least 1 report in ")
    assert "only the most frequent were searched" in words(page.select_one(".notes"))
    assert words(soup(client, "/search?q=wide11*").select_one(".total")).startswith("1 report in ")


def test_the_pages_end_where_they_say(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "DEEPEST", 15)
    first, last = (soup(client, f"/search?q=botnet&size=10&page={page}") for page in (1, 2))
    assert words(first.select_one(".total strong")) == words(last.select_one(".total strong")) == "20"
    assert "The pages end at 15 reports. Narrow the search to see the other 5." in words(last)
    assert "The pages end" not in words(first)
    assert len(last.select(".entry")) == 5
