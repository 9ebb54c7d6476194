"""Reading by a second process: the same is read, wherever it is, and whoever dies."""

import gc
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from ingest.beside import Beside, undisturbed
from ingest.read import read
from ingest.types import Capture

NOW = datetime(2024, 1, 1, tzinfo=UTC)
ITEMS = "".join(
    f"<item><title>Story {n}</title><guid>{n}</guid><description>At evil.example.</description></item>"
    for n in range(9)
)
CAPTURES = (
    Capture(
        "https://news.example/feed", f"<rss version='2.0'><channel>{ITEMS}</channel></rss>".encode(), "text/xml", NOW
    ),
    Capture("https://news.example/page", b"<html><title>A page</title><p>" + b"Some words. " * 50, "text/html", NOW),
    Capture("https://news.example/image", b"GIF87a", "image/gif", NOW),
    Capture("https://news.example/nothing", b"", "", NOW),
)


@pytest.fixture
def beside():
    with Beside(read, starting=0.0) as opened:
        until_loaded(opened)
        yield opened


def until_loaded(beside: Beside) -> None:
    """Read until the second process does; until then all is read here."""
    while beside.pid is None:
        assert beside.read(CAPTURES[3]) == read(CAPTURES[3])


def test_the_same_is_read_by_one_process_as_by_two(beside):
    asked = CAPTURES * 5
    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(beside.read, asked))
    assert beside.pid is not None
    assert told == list(map(read, asked))


def test_no_process_is_started_for_little():
    with Beside(read, starting=1_000.0) as beside:
        assert [beside.read(capture) for capture in CAPTURES] == list(map(read, CAPTURES))
        assert beside.pid is None


def test_a_process_that_dies_takes_nothing_with_it(beside):
    beside.read(CAPTURES[0])
    os.kill(beside.pid, signal.SIGKILL)
    assert [beside.read(capture) for capture in CAPTURES] == list(map(read, CAPTURES))


def test_the_process_is_gone_behind_the_context():
    with Beside(read, starting=0.0) as beside:
        until_loaded(beside)
        pid = beside.pid
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


_KILLED = """
import os, signal
from ingest.beside import Beside
from ingest.read import read
from tests.ingest.test_beside import until_loaded
beside = Beside(read, starting=0.0)
until_loaded(beside)
print(beside.pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_the_process_ends_with_the_one_that_asks_it():
    script = subprocess.Popen(
        [sys.executable, "-c", _KILLED], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    told, _ = script.communicate(timeout=60)  # which waits for all who hold the other end of stderr: both of them
    assert (script.returncode, told.strip().isdigit()) == (-signal.SIGKILL, True)


def test_what_holds_each_other_is_looked_for_as_before_when_the_work_is_done():
    usual = gc.get_threshold()
    with undisturbed():
        assert gc.get_threshold() > usual
        assert gc.get_freeze_count() > 0
    assert (gc.get_threshold(), gc.get_freeze_count()) == (usual, 0)
