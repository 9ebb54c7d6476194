"""A report full of scripts is read, searched and listed, and nothing of it runs or leaves."""

import pytest

from kb.archive import Archive
from kb.models import Report
from tests.e2e.conftest import Open

LISTS = ["/", "/search?q=harm+payloads", "/search?q=%3Cscript%3Ewindow.__ran%3D1%3C%2Fscript%3E", "/tags"]


def path_of_the_report(served: Archive) -> str:
    with served.reading() as session:
        return f"/report/{session.query(Report).filter(Report.title.startswith('Payloads')).one().id}"


@pytest.mark.parametrize("place", ["report", *LISTS, "revision"])
def test_nothing_of_it_runs(open_page: Open, served: Archive, place: str) -> None:
    report = path_of_the_report(served)
    path = {"report": report, "revision": f"{report}/x/revisions/1"}.get(place, place)
    page = open_page("about:blank")
    heard: list[str] = []
    page.on("dialog", lambda dialog: (heard.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: heard.append(request.url) if "third.example" in request.url else None)
    page.on("console", lambda message: heard.append(message.text) if "Content Security" in message.text else None)
    page.goto(path)
    for bait in page.locator("main .body a").all():
        assert not (bait.get_attribute("href") or "").startswith("javascript:")
    page.wait_for_load_state("load")
    assert page.evaluate("window.__ran") is None
    assert heard == []
    assert page.locator("main").is_visible()


def test_its_words_are_kept(open_page: Open, served: Archive) -> None:
    page = open_page(path_of_the_report(served))
    assert "This report is written to do harm" in page.locator(".body").inner_text()
    assert "<script>" in page.get_by_role("heading", level=1).inner_text()
