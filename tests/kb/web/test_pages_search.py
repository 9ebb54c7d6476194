"""The search page: what was found, how to narrow it, and what to do when nothing was."""

from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

from kb.search import FEW
from tests.kb.web.test_pages_report import words


def soup(get: FlaskClient, path: str) -> Tag:
    answer = get.get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "html.parser")


def total(page: Tag) -> int:
    return int(words(page.select_one(".total strong")))


def choice(page: Tag, facet: str, name: str) -> Tag:
    for link in page.select(f'[aria-labelledby="facet-{facet}"] .choice'):
        if words(link.select_one(".choice-name")) == name:
            return link
    raise AssertionError(f"{facet} offers no {name}")


def test_a_hit_tells_what_it_is_and_why_it_was_found(get: FlaskClient) -> None:
    hit = soup(get, "/search?q=worm+victim").select_one(".entry")
    assert words(hit.select_one(".margin")) == "S010 2 March 2021"
    assert [words(mark) for mark in hit.select("h2 mark")] == ["worm"]
    assert "worm" in [words(mark) for mark in hit.select(".snippet mark")]
    assert words(hit.select_one(".facts")) == "Statement Incident The Operator worm ddos"
    assert hit.h2.a["href"] == "/statement/10/a-worm-is-loose"


def test_the_total_and_the_time_are_told(get: FlaskClient) -> None:
    page = soup(get, "/search?q=botnet")
    assert words(page.select_one("[role=status]")).startswith("25 reports in ")


def test_facets_narrow_by_link_and_chips_take_it_back(get: FlaskClient) -> None:
    page = soup(get, "/search?q=botnet")
    for facet, name, count in (("tag", "phishing", 12), ("year", "2020", 8)):
        link = choice(page, facet, name)
        narrowed = soup(get, link["href"])
        assert total(narrowed) == int(words(link.select_one(".count"))) == count
        chip = narrowed.select_one("a.chip")
        assert name in words(chip)
        assert total(soup(get, chip["href"])) == 25
        assert choice(narrowed, facet, name)["aria-current"] == "true"


def test_kinds_categories_and_sources_are_facets_of_everything(get: FlaskClient) -> None:
    page = soup(get, "/search")
    for facet, name in (("kind", "FAQs"), ("category", "Incident"), ("source", "The Operator")):
        link = choice(page, facet, name)
        assert total(soup(get, link["href"])) == int(words(link.select_one(".count")))


def test_a_second_tag_narrows_further_and_does_not_widen(get: FlaskClient) -> None:
    page = soup(get, "/search?tag=phishing")
    link = choice(page, "tag", "botnet")
    assert total(soup(get, link["href"])) == int(words(link.select_one(".count"))) == 12


def test_a_second_tag_narrows_either_word_of_an_or(get: FlaskClient) -> None:
    link = choice(soup(get, "/search?q=botnet+OR+nonesuch&tag=botnet"), "tag", "phishing")
    assert total(soup(get, link["href"])) == 12


def test_new_words_keep_the_narrowing(get: FlaskClient) -> None:
    form = soup(get, "/search?q=botnet&tag=phishing&from=2020&to=2020").select_one("main form")
    kept = {field["name"]: field["value"] for field in form.select("input[type=hidden]")}
    assert kept == {"tag": "phishing", "from": "2020-01-01", "to": "2020-12-31"}


@pytest.mark.parametrize(("order", "first"), [("newest", "25 January 2019"), ("oldest", "1 January 2019")])
def test_the_order_can_be_chosen(get: FlaskClient, order: str, first: str) -> None:
    page = soup(get, f"/search?q=botnet&from=2019&to=2019&sort={order}")
    assert words(page.select_one(".entry time")) == first
    assert [words(link) for link in page.select(".sorts [aria-current]")] == [order.capitalize()]


def test_best_match_is_offered_only_where_there_are_words(get: FlaskClient) -> None:
    assert [words(link) for link in soup(get, "/search").select(".sorts a")] == ["Newest", "Oldest"]


def test_pages_are_leafed_through_without_losing_or_repeating_a_hit(get: FlaskClient) -> None:
    first = soup(get, "/search?q=botnet&size=10")
    second = soup(get, first.select_one(".pages a[rel=next]")["href"])
    third = soup(get, second.select_one(".pages a[rel=next]")["href"])
    seen = [link["href"] for page in (first, second, third) for link in page.select(".entry-title a")]
    assert len(seen) == len(set(seen)) == 25
    assert words(second.select_one(".pages [aria-current]")) == "2"
    assert not third.select_one(".pages a[rel=next]")
    assert third.select_one("ol.entries")["start"] == "21"


def test_a_page_beyond_the_last_one_leads_back(get: FlaskClient) -> None:
    page = soup(get, "/search?q=botnet&page=99")
    assert words(page.select_one(".nothing h2")) == "There is no page 99"
    assert total(soup(get, page.select_one(".nothing a")["href"])) == 25


def test_no_hits_is_answered_with_ways_that_do_find_something(get: FlaskClient) -> None:
    page = soup(get, "/search?q=botnet+nonesuch&kind=faq")
    assert words(page.select_one(".nothing h2")) == "Nothing was found"
    assert page.select_one('.hints a[href="/docs/searching"]')
    page = soup(get, "/search?q=botnet&kind=faq&category=incident")
    ways = {words(way.a): way for way in page.select(".ways li")}
    assert total(soup(get, ways["in the whole archive"].a["href"])) == 25


def test_a_dropped_filter_any_word_or_a_near_spelling_is_offered_with_its_count(get: FlaskClient) -> None:
    for path, name, count in (
        ("/search?q=botnet&kind=faq", "without kind “FAQs”", 25),
        ("/search?q=botnet+nonesuch", "with any of the words", 25),
        ("/search?q=botnet+%22none+such%22+evil.invalid", "with any of the words", 25),
        ("/search?q=botnit", "with similar spellings", 25),
    ):
        way = next(way for way in soup(get, path).select(".ways li") if words(way.a) == name)
        assert int(words(way.select_one(".count"))) == count
        assert total(soup(get, way.a["href"])) == count


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ('source:"The Operator"', "with the source “The Operator”"),
        ("source:operator worm", "with the source “The Operator”"),
        ("(kind:statements)^2", "with the kind “Statements”"),
        ("tag:wrom", "with the tag “worm”"),
    ],
)
def test_a_value_that_people_call_otherwise_is_offered_by_its_name(get: FlaskClient, typed: str, name: str) -> None:
    way = soup(get, f"/search?q={quote(typed)}").select_one(".ways li")
    assert words(way.a) == name
    assert total(soup(get, way.a["href"])) == int(words(way.select_one(".count"))) > 0


def test_a_value_that_reports_have_is_meant(get: FlaskClient) -> None:
    ways = soup(get, "/search?q=kind:faq+nonesuch").select(".ways li a")
    assert not [words(way) for way in ways if words(way).startswith("with the kind")]


def test_where_little_is_found_a_way_to_more_stands_below_it(get: FlaskClient) -> None:
    page = soup(get, "/search?q=botnet+7")
    assert 0 < total(page) <= FEW
    assert not page.select(".nothing")
    (way,) = page.select(".near li")
    assert (words(way.a), words(way.code)) == ("with any of the words", "botnet OR 7")
    assert total(soup(get, way.a["href"])) == int(words(way.select_one(".count"))) > FEW
    assert not soup(get, "/search?q=botnet").select(".near")


def test_what_was_mended_in_a_query_is_told(get: FlaskClient) -> None:
    page = soup(get, '/search?q="botnet')
    assert page.select(".notes li")
    assert total(page) == 25


@pytest.mark.parametrize(
    "odd",
    [
        "(",
        ")",
        '"',
        "*",
        "NOT",
        "OR OR",
        "a:b:c",
        "[a to z]",
        "x~9",
        "\x00",
        "\ud7ff\ufffe",
        "🦠" * 50,
        "(" * 2000,
        "-",
        "#",
        "ip:999",
    ],
)
def test_every_string_is_a_query(get: FlaskClient, odd: str) -> None:
    assert get.get("/search", query_string={"q": odd}).status_code == 200


@pytest.mark.parametrize(
    "odd",
    [
        "page=0",
        "page=-1",
        "page=x",
        "size=0",
        "size=1e9",
        "sort=up",
        "from=2003-13",
        "to=x",
        "kind=x",
        "tag=&tag=",
        "from=9999&to=9999",
        "from=0000",
    ],
)
def test_no_request_fails_by_its_parameters(get: FlaskClient, odd: str) -> None:
    assert get.get(f"/search?q=botnet&{odd}").status_code == 200


def test_a_listing_is_narrowed_like_a_search_and_keeps_its_place(get: FlaskClient) -> None:
    page = soup(get, "/tag/botnet")
    assert words(page.h1) == "botnet"
    link = choice(page, "year", "2019")
    assert link["href"] == "/tag/botnet?from=2019-01-01&to=2019-12-31"
    assert total(soup(get, link["href"])) == int(words(link.select_one(".count")))
    assert page.select_one("main form")["action"] == "/tag/botnet"


def test_a_source_says_where_it_publishes(get: FlaskClient) -> None:
    page = soup(get, "/source/news.example")
    assert page.select_one('.head a[href="https://news.example/"]')


def test_an_indicator_page_lists_the_reports_that_mention_it(get: FlaskClient) -> None:
    page = soup(get, "/indicator/url/http%3A%2F%2F192.0.2.7%2Fx%3Fa%3D1")
    assert words(page.h1) == "hxxp://192[.]0[.]2[.]7/x?a=1"
    assert [link["href"] for link in page.select(".entry-title a")] == ["/statement/10/a-worm-is-loose"]


def test_tags_stand_from_a_to_z_with_their_counts(get: FlaskClient) -> None:
    page = soup(get, "/tags")
    assert [words(head) for head in page.select(".letter h2")] == ["B", "D", "P", "W"]
    assert words(page.select_one(".letter li")) == "botnet 25"
    assert page.select_one(".letter a")["class"] == ["loud-5"]


def test_statements_stand_in_editorial_order_with_their_stubs(get: FlaskClient) -> None:
    rows = [words(row) for row in soup(get, "/statements").select(".ledger li")]
    assert rows == [
        "Myths about lists not held here",
        "S010 A worm is loose Incident updated 6 May 2023",
        "S012 Fraud uncovered: bad.list.example Notice updated 10 April 2022",
    ]


def test_home_shows_what_is_new_and_where_everything_is(get: FlaskClient) -> None:
    page = soup(get, "/")
    assert page.select_one("main form[action='/search'] input[name=q]")
    newest = [words(link) for link in page.select('[aria-labelledby="newest"] .entry-title')]
    assert newest[0] == "Fraud uncovered: bad.list.example"
    assert not {"Contacts", "Glossary", "How lists work", "Withdrawn words"} & set(newest)
    for part in ("statements", "categories", "tags", "sources", "follow"):
        assert page.select_one(f'[aria-labelledby="{part}"] a')
    assert "31 in all, from 2 sources" in words(page.select_one(".sums"))
