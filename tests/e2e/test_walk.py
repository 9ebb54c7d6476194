"""The way most people go: home, search, narrow, read, follow. With and without JavaScript, on a phone and on a desk."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Open

WAYS = pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
OUTLINED = """() => [document.activeElement, document.activeElement.closest('.find-row')].some(
    (place) => place && getComputedStyle(place).outlineStyle !== 'none')"""
PLACES = pytest.mark.parametrize("width", ["phone", "desk"])


@WAYS
@PLACES
def test_from_home_through_search_and_facet_to_a_report_and_its_feed(
    open_page: Open, javascript: bool, width: str
) -> None:
    page = open_page("/", javascript=javascript, width=width)
    page.get_by_role("main").get_by_label("Search the archive").fill("botnet")
    page.get_by_role("main").get_by_role("button", name="Search").click()
    expect(page.get_by_role("status").first).to_contain_text("reports")

    if width == "phone":
        page.get_by_text("Narrow these results").click()
    page.get_by_role("navigation", name="Narrow these results").get_by_role("link", name="Statements").click()
    assert "kind=statement" in page.url
    expect(page.get_by_role("link", name="Take off: Kind Statements")).to_be_visible()

    page.get_by_role("main").get_by_role("link", name="Takedown of the Hollowfern Botnet").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Takedown of the Hollowfern Botnet")
    assert page.url.endswith("/statement/37/takedown-of-the-hollowfern-botnet")

    follow_the_feed(page)


def follow_the_feed(page: Page) -> None:
    """Back to the results, and from there to the same results as a feed."""
    page.go_back()
    href = page.get_by_role("main").get_by_role("link", name="JSON Feed").get_attribute("href")
    answer = page.request.get(href)
    assert answer.status == 200
    titles = [item["title"] for item in json.loads(answer.text())["items"]]
    assert "Takedown of the Hollowfern Botnet" in titles


@WAYS
def test_a_narrowing_is_taken_off_again(open_page: Open, javascript: bool) -> None:
    page = open_page("/search?q=botnet&kind=faq", javascript=javascript)
    before = page.get_by_role("status").first.inner_text()
    page.get_by_role("link", name="Take off: Kind FAQs").click()
    assert page.get_by_role("status").first.inner_text() != before
    assert "kind=" not in page.url


@WAYS
def test_revisions_are_compared_by_a_form(open_page: Open, javascript: bool) -> None:
    page = open_page("/statement/31", javascript=javascript)
    page.get_by_role("button", name="Compare").click()
    assert page.url.endswith("/revisions/1..2")
    expect(page.get_by_role("row", name="Category")).to_contain_text("Incident")


def test_a_slash_goes_to_the_search_field(open_page: Open) -> None:
    page = open_page("/statements")
    page.keyboard.press("/")
    expect(page.get_by_role("combobox").first).to_be_focused()
    page.keyboard.type("a/b")
    expect(page.get_by_role("combobox").first).to_have_value("a/b")


def test_the_first_tab_stop_skips_to_the_content(open_page: Open) -> None:
    page = open_page("/statements")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_the_facets_can_be_skipped(open_page: Open) -> None:
    page = open_page("/search?q=botnet")
    skip = page.get_by_role("link", name="Skip to what was found")
    skip.focus()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(".entry-title a").first).to_be_focused()


def test_everything_that_is_tabbed_to_shows_that_it_is(open_page: Open) -> None:
    page = open_page("/statement/31")
    for _ in range(40):
        page.keyboard.press("Tab")
        assert page.evaluate(OUTLINED), page.evaluate("document.activeElement.outerHTML")


def test_copy_buttons_are_there_only_where_they_work(open_page: Open) -> None:
    assert open_page("/statement/31").get_by_role("button", name="Copy link").count() == 1
    assert open_page("/statement/31", javascript=False).get_by_role("button", name="Copy").count() == 0


def test_a_copy_button_copies_the_permalink(open_page: Open) -> None:
    page = open_page("/statement/31")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_text("Copied").first).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_all_indicators_of_a_type_are_copied_at_once(open_page: Open) -> None:
    page = open_page("/statement/31")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy all").first.click()
    expect(page.get_by_text("Copied").first).to_be_visible()
    assert "panel.drab-sync.example\nalt.drab-sync.example" in page.evaluate("navigator.clipboard.readText()")


def test_on_paper_a_report_keeps_its_credit_and_address_and_loses_the_site_around_it(open_page: Open) -> None:
    page = open_page("/statement/31")
    page.emulate_media(media="print")
    expect(page.locator(".print-only")).to_be_visible()
    expect(page.locator(".print-only")).to_contain_text(page.url)
    expect(page.locator(".print-only")).to_contain_text("The Breakwater Project")
    for gone in ("header.top", "footer", ".share-box"):
        expect(page.locator(gone)).to_be_hidden()


def test_paper_is_white_even_from_a_dark_screen(open_page: Open) -> None:
    page = open_page("/statement/31", scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    style = "getComputedStyle(document.body)"
    assert page.evaluate(f"[{style}.backgroundColor, {style}.color]") == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]


def test_a_printed_search_says_what_was_searched_for(open_page: Open) -> None:
    page = open_page("/search?q=botnet")
    page.emulate_media(media="print")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Search: botnet")
    assert heading.bounding_box()["height"] > 10
