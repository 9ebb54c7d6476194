"""A served archive and a browser: the system's Chromium, or the one that KB_CHROMIUM names."""

import os
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import waitress
from playwright.sync_api import Browser, Page, sync_playwright

from ingest.types import Link
from kb import archive as archives
from kb.archive import Archive
from kb.models import Report
from kb.reports import edit
from kb.settings import Settings
from kb.web import create_app
from tests.drafts import draft, take_in
from tests.e2e.payloads import take_in_payloads
from tests.kb.web.stocked import take_in_samples

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
QUIET += ["--disable-sync", "--no-first-run"]
WIDTHS = {"phone": (360, 740), "desk": (1280, 900)}
CROWDED = "https://news.example/crowded"  # a report whose associated document is called by a hash
Open = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    names = (os.environ.get("KB_CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium found: install one, or name it in KB_CHROMIUM")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield running
        running.close()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The sample archive with a correction, a withdrawal and a hostile report, served on a port of its own."""
    listening = socket.create_server(("127.0.0.1", 0))
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    settings = Settings(data=tmp_path_factory.mktemp("served") / "data", base_url=address)
    archives.create(settings)
    with archives.opened(settings) as archive:
        fill(archive, tmp_path_factory.mktemp("payloads"))
        server = waitress.create_server(create_app(archive), sockets=[listening], threads=4)
        thread = threading.Thread(target=server.run)
        thread.start()
        yield archive
        server.close()
        thread.join(timeout=10)


def fill(archive: Archive, folder: Path) -> None:
    take_in_samples(archive)
    take_in_payloads(archive, folder)
    take_in(archive, draft(CROWDED, title="One long word", associated=(Link("d41d8cd98f00b204" * 8, f"{CROWDED}/2"),)))
    with archive.writing() as session:
        corrected = session.query(Report).filter_by(number=31).one()
        told = f"It was one, as https://www.breakwater.example/{'one-long-word' * 8} says."
        edit.correct(session, corrected, edit.Correction(category="Incident", summary=told, note="It was one."))
        edit.withdraw(session, session.query(Report).filter_by(number=40).one(), "It named the wrong network.")
    archive.indexer.drain()


@pytest.fixture
def open_page(browser: Browser, served: Archive) -> Iterator[Open]:
    """Opens a path of the site as people have it: on a phone or a desk, light or dark, with or without JavaScript."""
    contexts = []

    def open_path(path: str, *, width: str = "desk", scheme: str = "light", javascript: bool = True) -> Page:
        across, down = WIDTHS[width]
        context = browser.new_context(
            viewport={"width": across, "height": down},
            color_scheme=scheme,
            java_script_enabled=javascript,
            base_url=served.settings.base_url,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.goto(path)
        return page

    yield open_path
    for context in contexts:
        context.close()
