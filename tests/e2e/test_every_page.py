"""What only a browser can tell of each page: is it accessible, does it fit, is it light, does it stay at home."""

import gzip

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.conftest import CROWDED, Open

S31 = "/statement/31/denial-of-service-attack-on-the-breakwater-name-servers"
PAGES = {
    "home": "/",
    "search": "/search?q=botnet",
    "search narrowed and mended": '/search?q="botnet&kind=news&from=2020',
    "search without hits": "/search?q=nonesuch+botnet&kind=faq",
    "search explained": "/search?q=takedown+(botnet+OR+zomb*)+-nonesuch&explain=1",
    "search mistyped": "/search?q=takedwon",
    "second page": "/search?size=5&page=2",
    "statements": "/statements",
    "tags": "/tags",
    "sources": "/sources",
    "tag": "/tag/botnet",
    "category": "/category/report",
    "source": "/source/breakwater.example",
    "statement": S31,
    "revision": f"{S31}/revisions/1",
    "comparison": f"{S31}/revisions/1..2",
    "withdrawn": "/statement/40",
    "news": "/go?u=https://www.breakwater.example/news/parcel-desk-is-back",
    "crowded": f"/go?u={CROWDED}",
    "contacts": "/page/contacts",
    "FAQs": "/faqs",
    "glossary": "/glossary",
    "indicator": "/indicator/ipv4/198.51.100.71",
    "go": "/go?u=nonesuch",
    "error": "/nowhere",
    "contents of the documentation": "/docs",
    "documentation": "/docs/routes",
}
pages = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
HEAVIEST = 60_000  # bytes of HTML, CSS and JavaScript together, compressed
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pages
def test_axe_finds_nothing_to_object_to(open_page: Open, path: str) -> None:
    page = open_page(path, width="phone")
    for summary in page.locator("details:not([open]) > summary:visible").element_handles():
        summary.click()
    assert objections(page, {"runOnly": RULES}) == []


@pages
def test_colours_stand_apart_in_the_dark(open_page: Open, path: str) -> None:
    page = open_page(path, scheme="dark")
    assert objections(page, {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}) == []


@pages
def test_nothing_reaches_beyond_the_edge(open_page: Open, path: str) -> None:
    page = open_page(path, width="phone")
    for width in (320, 360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, width


@pages
def test_a_page_is_light_stays_at_home_and_breaks_no_rule(open_page: Open, path: str) -> None:
    page = open_page("about:blank")
    complaints: list[str] = []
    asked: set[str] = set()
    page.on("console", lambda message: complaints.append(message.text) if "Content Security" in message.text else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("response", lambda answer: asked.add(answer.url))
    page.goto(path)
    page.wait_for_load_state("load")
    assert complaints == []
    home = page.url.split("/", 3)[2]
    assert {url.split("/", 3)[2] for url in asked} == {home}
    assert weight(page, frozenset(asked)) < HEAVIEST


def weight(page: Page, urls: frozenset[str]) -> int:
    """Bytes of everything that was asked for, compressed."""
    return sum(len(gzip.compress(page.request.get(url).body())) for url in urls)


def objections(page: Page, options: dict[str, object]) -> list[tuple[str, list[str]]]:
    """What axe objects to: the rule, and the elements that break it."""
    found = Axe().run(page, options=options).response["violations"]
    return [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found]
