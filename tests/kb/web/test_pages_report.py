"""The report page carries every element that a statement has, each where people look for it."""

import re

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

from kb.archive import Archive
from tests.kb.web import stocked
from tests.kb.web.site import BODY, SOURCE, site

S10 = "/statement/10/a-worm-is-loose"
ADDRESS = stocked.BASE + S10


@pytest.fixture(scope="module")
def report(get: FlaskClient) -> Tag:
    return BeautifulSoup(get.get(S10).text, "html.parser")


def words(tag: Tag | None) -> str:
    assert tag is not None
    for chance in tag.select("wbr"):  # where a line may break is no gap between words
        chance.decompose()
    tag.smooth()
    return " ".join(tag.get_text(" ").split())


def facts(soup: Tag) -> dict[str, str]:
    return {words(row.dt): words(row.dd) for row in soup.select(".facts-list > div")}


def test_what_is_known_about_it_stands_beside_it(report: Tag) -> None:
    told = facts(report)
    assert told.pop("In this archive since")
    assert told == {
        "Statement ref": "S010",
        "Category": "Incident",
        "Published": "2 March 2021",
        "Updated": "6 May 2023",
        "Author": "Listing team",
        "Source": "The Operator",
        "Original": "operator.example",
        "Days it speaks of": "1 November 2003",
        "Tags": "worm ddos",
    }


def test_dates_are_for_machines_too(report: Tag) -> None:
    assert {time["datetime"] for time in report.select(".facts-list time")} > {"2021-03-02", "2023-05-06", "2003-11-01"}
    assert report.select_one('meta[property="article:published_time"]')["content"] == "2021-03-02"
    assert report.select_one('meta[property="article:modified_time"]')["content"] == "2023-05-06"


def test_a_date_that_is_not_known_is_not_shown(get: FlaskClient) -> None:
    told = facts(BeautifulSoup(get.get("/statement/12/fraud-uncovered-bad.list.example").text, "html.parser"))
    assert "Published" not in told
    assert told["Updated"] == "10 April 2022"


def test_the_body_is_whole_and_in_its_language(report: Tag) -> None:
    body = report.select_one(".body")
    assert body["lang"] == "en"
    assert [words(p) for p in body.select("p")] == BODY.replace("was paid", "was ever paid").split("\n\n")


def test_the_help_box_calls_for_help_as_the_operator_set_it(tmp_path_factory: pytest.TempPathFactory) -> None:
    given = {
        "help_title": "Listed?",
        "help_text": "Ask at",
        "help_link": "the desk",
        "help_url": "https://desk.example/",
    }
    with site(tmp_path_factory.mktemp("help"), **given) as archive:
        box = BeautifulSoup(stocked.client(archive).get(S10).text, "html.parser").select_one(".call")
    assert words(box) == "Listed? Ask at the desk"
    assert box.a["href"] == "https://desk.example/"


def test_an_operator_may_do_without_the_help_box(tmp_path_factory: pytest.TempPathFactory) -> None:
    with site(tmp_path_factory.mktemp("nohelp"), help_title="") as archive:
        assert 'class="call"' not in stocked.client(archive).get(S10).text


def test_associated_documents_lead_to_what_is_held_and_name_what_is_not(report: Tag) -> None:
    section = report.select_one('[aria-labelledby="associated"]')
    first, second = section.select("li")
    assert words(first).startswith("How lists work")
    assert second.a["href"].endswith("/glossary")


def test_the_statements_index_keeps_its_order_and_says_where_one_is(report: Tag) -> None:
    rows = report.select('[aria-labelledby="index"] li')
    assert [words(row) for row in rows] == [
        "Myths about lists not held here",
        "S010 A worm is loose you are here",
        "S012 Fraud uncovered: bad.list.example",
    ]
    assert rows[1].select_one('[aria-current="page"]')
    assert rows[2].a["href"] == "/statement/12/fraud-uncovered-bad.list.example"
    assert not rows[0].a


def test_the_next_statement_of_the_index_is_one_step_away(report: Tag) -> None:
    assert report.select_one(".turn a[rel=next]")["href"] == "/statement/12/fraud-uncovered-bad.list.example"
    assert not report.select_one(".turn a[rel=prev]")


def test_the_reproduction_notice_carries_credit_and_link(report: Tag) -> None:
    rights = report.select_one(".rights")
    assert 'quote the source as "The Operator"' in words(rights)
    assert "© 1998-2022 The Operator Foundation" in words(rights)
    assert [link["href"] for link in rights.select("a")] == [SOURCE, SOURCE]
    assert rights.select_one("dd[data-copy]")["data-copy"] == "The Operator"


def test_credit_and_address_are_printed_too(report: Tag) -> None:
    assert words(report.select_one(".print-only")) == f"Source: The Operator. Printed from Threat KB: {ADDRESS}"


def test_it_is_shared_by_plain_links_that_carry_its_permalink(report: Tag) -> None:
    box = report.select_one(".share-box")
    assert box.select_one("a[rel=bookmark]")["href"] == ADDRESS
    links = {words(link): link["href"] for link in box.select(".services a")}
    assert set(links) == {"Mail", "Bluesky", "LinkedIn", "Hacker News", "Reddit", "X"}
    for href in links.values():
        assert re.search("statement(%2F|/)10(%2F|/)a-worm-is-loose", href)
    assert all("noopener" in link["rel"] for link in box.select(".services a"))


def test_a_citation_names_who_when_what_and_where(report: Tag) -> None:
    assert words(report.select_one(".citation")) == f"The Operator (2 March 2021). “A worm is loose”. S010. {ADDRESS}"


def test_other_forms_of_the_report_are_linked_and_there(report: Tag, get: FlaskClient) -> None:
    hrefs = [link["href"] for link in report.select('[aria-labelledby="cite"] .services a')]
    assert {f"{S10}.json", f"{S10}.bib", f"{S10}.ris", f"{S10}.md"} <= set(hrefs)
    assert {get.get(href).status_code for href in hrefs} == {200}


def test_indicators_are_shown_defanged_copied_plain_and_lead_to_their_page(report: Tag) -> None:
    links = report.select(".indicators a")
    assert [(words(link), link["data-copy"]) for link in links] == [
        ("192[.]0[.]2[.]7", "192.0.2.7"),
        ("www[.]victim[.]example", "www.victim.example"),
        ("hxxp://192[.]0[.]2[.]7/x?a=1", "http://192.0.2.7/x?a=1"),
    ]
    assert links[2]["href"] == "/indicator/url/http%3A%2F%2F192.0.2.7%2Fx%3Fa%3D1"
    assert [words(head) for head in report.select(".indicators h3")] == ["IPv4 addresses", "Domains", "URLs"]


def test_revisions_are_listed_newest_first_and_can_be_compared(report: Tag, get: FlaskClient) -> None:
    form = report.select_one("form.revisions")
    assert [link["href"] for link in form.select("th a")] == [f"{S10}/revisions/2", f"{S10}/revisions/1"]
    chosen = {field["name"]: field["value"] for field in form.select("input[checked]")}
    answer = get.get(form["action"], query_string=chosen)
    assert answer.headers["Location"] == f"{S10}/revisions/1..2"


def test_the_list_of_revisions_without_a_choice_is_the_report_itself(get: FlaskClient) -> None:
    assert get.get(f"{S10}/revisions").headers["Location"] == f"{S10}#revisions"
    assert get.get(f"{S10}/revisions?a=1&b=9").headers["Location"] == f"{S10}#revisions"


def test_an_earlier_revision_reads_as_it_did(get: FlaskClient) -> None:
    soup = BeautifulSoup(get.get(f"{S10}/revisions/1").text, "html.parser")
    assert words(soup.select_one(".body p:last-child")) == "Nobody was paid."
    assert facts(soup)["Category"] == "Report"
    assert soup.select_one(".banner a")["href"] == S10
    assert soup.select_one("meta[name=robots]")["content"] == "noindex"


def test_credit_travels_with_an_earlier_revision(get: FlaskClient) -> None:
    soup = BeautifulSoup(get.get(f"{S10}/revisions/1").text, "html.parser")
    today = BeautifulSoup(get.get(S10).text, "html.parser")
    assert soup.select_one(".rights-list").get_text(" ", strip=True)
    assert soup.select_one(".rights-list").get_text() == today.select_one(".rights-list").get_text()


def test_a_comparison_marks_words_and_fields(get: FlaskClient) -> None:
    soup = BeautifulSoup(get.get(f"{S10}/revisions/1..2").text, "html.parser")
    assert [words(ins) for ins in soup.select(".compared ins")] == ["ever"]
    assert not soup.select(".compared del")
    rows = {words(row.th): [words(cell) for cell in row.select("td")] for row in soup.select(".changed tbody tr")}
    assert rows == {"Category": ["Report", "Incident"], "Updated": ["10 April 2022", "6 May 2023"]}
    assert [
        words(ins)
        for ins in BeautifulSoup(get.get(f"{S10}/revisions/2..1").text, "html.parser").select(".compared del")
    ] == ["ever"]


def test_a_standing_page_is_read_under_its_name_and_has_one_permalink(get: FlaskClient, stocked_site: Archive) -> None:
    soup = BeautifulSoup(get.get("/page/contacts").text, "html.parser")
    canonical = soup.select_one("link[rel=canonical]")["href"].removeprefix(stocked.BASE)
    assert canonical.startswith("/report/")
    assert get.get(canonical).status_code == 200


def test_an_archive_that_holds_nothing_still_has_all_its_pages(empty: Archive) -> None:
    client = stocked.client(empty)
    for path in ("/", "/search", "/statements", "/tags", "/faqs", "/glossary"):
        assert client.get(path).status_code == 200
    assert "kb import" in client.get("/").text
    assert "key: contacts" in client.get("/page/contacts").text
