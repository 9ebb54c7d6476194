"""What holds for every page: it answers, it is sound HTML, it is protected, it can be followed."""

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from tests.kb.web.markup import faults
from tests.kb.web.stocked import BASE

S10 = "/statement/10/a-worm-is-loose"
PAGES = {
    "home": "/",
    "search without words": "/search",
    "search": "/search?q=botnet",
    "search narrowed": "/search?q=botnet&kind=news&tag=phishing&from=2020&to=2020",
    "search without hits": "/search?q=nonesuch+botnet&kind=news",
    "search beyond the last page": "/search?q=botnet&page=99",
    "search mended": "/search?q=%22botnet+AND+(",
    "statements": "/statements",
    "tags": "/tags",
    "sources": "/sources",
    "tag": "/tag/botnet",
    "tag, second page": "/tag/botnet?page=2",
    "category": "/category/incident",
    "source": "/source/news.example",
    "indicator": "/indicator/ipv4/192.0.2.7",
    "indicator that is a URL": "/indicator/url/http%3A%2F%2F192.0.2.7%2Fx%3Fa%3D1",
    "statement": S10,
    "statement with dots in its slug": "/statement/12/fraud-uncovered-bad.list.example",
    "revision": f"{S10}/revisions/1",
    "comparison": f"{S10}/revisions/1..2",
    "contacts": "/page/contacts",
    "FAQs": "/faqs",
    "glossary": "/glossary",
    "go": "/go",
}
MISSING = {
    "page": "/nowhere",
    "tag": "/tag/nonesuch",
    "category": "/category/nonesuch",
    "source": "/source/nonesuch",
    "indicator": "/indicator/ipv4/192.0.2.99",
    "type of indicator": "/indicator/colour/red",
    "statement": "/statement/99",
    "statement without a number": "/statement/nonesuch",
    "report": "/report/999999",
    "report beyond all numbers": "/report/99999999999999999999999",
    "report without a number": "/report/nonesuch",
    "revision": f"{S10}/revisions/9",
    "revision beyond all numbers": f"{S10}/revisions/99999999999999999999999",
    "comparison": f"{S10}/revisions/1..9",
    "comparison beyond all numbers": f"{S10}/revisions/1..99999999999999999999999",
    "page behind two slashes": "/docs//design",
    "picture": "/docs/nonesuch.png",
    "static file behind two slashes": "/static//base.css",
    "standing page": "/page/nonesuch",
    "standing page that is not written yet": "/page/legal",
    "address": "/go?u=https://nowhere.example/",
    "static file": "/static/nonesuch.css",
}
ALL = {
    **PAGES,
    **{f"no such {name}": path for name, path in MISSING.items()},
    "withdrawn": "/statement/13/withdrawn-words",
}
pages = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
missing = pytest.mark.parametrize("path", MISSING.values(), ids=MISSING.keys())
everything = pytest.mark.parametrize("path", ALL.values(), ids=ALL.keys())


@pages
def test_a_page_answers(get: FlaskClient, path: str) -> None:
    assert get.get(path).status_code == 200


@pages
def test_a_page_can_be_read_but_not_written_to(get: FlaskClient, path: str) -> None:
    refused = get.post(path)
    assert refused.status_code == 405
    assert "GET" in refused.headers["Allow"]
    assert "cannot be used that way" in refused.text


@missing
def test_what_is_unknown_is_404_and_offers_a_search(get: FlaskClient, path: str) -> None:
    answer = get.get(path)
    assert answer.status_code == 404
    assert "Location" not in answer.headers
    assert BeautifulSoup(answer.text, "html.parser").select_one('form[action="/search"] input[name=q]')


@everything
def test_its_html_is_sound(get: FlaskClient, path: str) -> None:
    assert faults(get.get(path).text) == []


@everything
def test_it_runs_nothing_from_elsewhere(get: FlaskClient, path: str) -> None:
    headers = get.get(path, buffered=True).headers
    policy = dict(rule.split(" ", 1) for rule in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert set(policy.values()) == {"'none'", "'self'"}
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"]


@everything
def test_it_can_be_followed_and_searched_from_the_browser(get: FlaskClient, path: str) -> None:
    soup = BeautifulSoup(get.get(path).text, "html.parser")
    feeds = {link["href"]: link["type"] for link in soup.select("link[rel=alternate][type]")}
    assert feeds["/feed.rss"] == "application/rss+xml"
    assert feeds["/feed.atom"] == "application/atom+xml"
    assert feeds["/feed.json"] == "application/feed+json"
    assert soup.select_one("link[rel=search]")["href"] == "/opensearch.xml"


@pytest.mark.parametrize(
    ("path", "feed"),
    [
        ("/tag/botnet", "/tag/botnet"),
        ("/tag/botnet?q=phishing&page=2&sort=oldest", "/tag/botnet{}?q=phishing"),
        ("/category/incident", "/category/incident"),
        ("/source/news.example", "/source/news.example"),
        ("/statements", "/statements"),
        ("/search?q=botnet&kind=news", "/search{}?q=botnet&kind=news"),
        ("/indicator/ipv4/192.0.2.7", "/indicator/ipv4/192.0.2.7"),
        (S10, "/category/incident"),
    ],
)
def test_a_list_says_where_its_own_feed_is_and_the_feed_is_there(get: FlaskClient, path: str, feed: str) -> None:
    soup = BeautifulSoup(get.get(path).text, "html.parser")
    found = [link["href"] for link in soup.select("link[rel=alternate][type]")]
    for ending in (".rss", ".atom", ".json"):
        address = feed.format(ending) if "{}" in feed else feed + ending
        assert address in found
        assert get.get(address).status_code == 200


@pages
def test_a_page_has_one_right_address(get: FlaskClient, path: str) -> None:
    soup = BeautifulSoup(get.get(path).text, "html.parser")
    canonical = soup.select_one("link[rel=canonical]")["href"]
    assert canonical.startswith(f"{BASE}/")
    assert soup.select_one('meta[property="og:url"]')["content"] == canonical
    assert get.get(canonical.removeprefix(BASE)).status_code == 200


@pages
def test_the_title_names_page_and_site_and_nothing_is_left_blank(get: FlaskClient, path: str) -> None:
    soup = BeautifulSoup(get.get(path).text, "html.parser")
    page, _, site = soup.title.text.rpartition(" · ")
    assert page.strip()
    assert site == "Threat KB"
    assert soup.h1.text.strip()
    assert soup.select_one("meta[name=description]")["content"].strip()
    for link in soup.select("main a"):
        assert link.text.strip(), link


@pages
def test_every_link_of_a_page_leads_somewhere(get: FlaskClient, path: str) -> None:
    soup = BeautifulSoup(get.get(path).text, "html.parser")
    for href in {link["href"] for link in soup.select("main a[href^='/']")}:
        assert get.get(href).status_code in (200, 301, 302), href


def test_the_page_one_is_on_is_marked_in_the_navigation(get: FlaskClient) -> None:
    for path in ("/statements", "/tags", "/faqs", "/glossary", "/page/contacts", "/search?kind=news"):
        soup = BeautifulSoup(get.get(path).text, "html.parser")
        assert [link["href"] for link in soup.select("header nav [aria-current]")] == [path]
