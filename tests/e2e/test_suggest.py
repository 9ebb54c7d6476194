"""The search box completes what is typed, by keyboard and by pointer, and is a plain box without JavaScript."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Open


def begin(page: Page, typed: str) -> None:
    """Type into the box of the page, and wait for what all of it may become, and not its first letters."""
    page.get_by_role("main").get_by_role("combobox").press_sequentially(typed)
    expect(page.get_by_role("listbox", name="Suggestions")).to_be_visible()
    expect(page.get_by_role("option").first).to_contain_text(typed, ignore_case=True)


@pytest.mark.parametrize("width", ["phone", "desk"])
def test_arrow_keys_choose_and_enter_takes(open_page: Open, width: str) -> None:
    page = open_page("/", width=width)
    box = page.get_by_role("main").get_by_role("combobox")
    begin(page, "botn")
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    chosen = page.get_by_role("option", selected=True)
    expect(chosen).to_contain_text("botnet")
    expect(box).to_have_attribute("aria-activedescendant", chosen.get_attribute("id") or "")
    expect(box).to_have_value("botnet")
    page.keyboard.press("ArrowUp")
    expect(box).to_have_value("botn")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=botnet")


def test_escape_closes_and_leaves_what_was_typed(open_page: Open) -> None:
    page = open_page("/")
    begin(page, "botn")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox", name="Suggestions")).to_be_hidden()
    expect(page.get_by_role("main").get_by_role("combobox")).to_have_value("botn")


def test_a_title_leads_to_its_report_and_a_reference_too(open_page: Open) -> None:
    page = open_page("/")
    begin(page, "takedown of")
    page.get_by_role("option", name="Takedown of the Hollowfern Botnet").click()
    page.wait_for_url("**/statement/37/takedown-of-the-hollowfern-botnet")
    page.get_by_role("combobox").press_sequentially("s031")
    page.get_by_role("option", name="S031").click()
    page.wait_for_url("**/statement/31/*")


def test_a_word_keeps_the_narrowing_of_the_search_it_is_typed_into(open_page: Open) -> None:
    page = open_page("/search?kind=faq")
    begin(page, "blockl")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=blocklist*")
    assert "kind=faq" in page.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_list_has_no_barrier(open_page: Open, scheme: str) -> None:
    page = open_page("/", scheme=scheme, width="phone")
    begin(page, "botn")
    page.keyboard.press("ArrowDown")
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_javascript_it_is_a_plain_box(open_page: Open) -> None:
    page = open_page("/", javascript=False)
    expect(page.get_by_role("main").get_by_role("searchbox")).to_be_visible()
    expect(page.get_by_role("combobox")).to_have_count(0)
