"""Several programs at work on one archive: nothing is lost, nothing is there twice, nobody waits for nothing."""

import subprocess
import sys
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import func, select

from index.embedded.engine import EmbeddedIndex
from index.query import parse
from kb import archive, ledger
from kb.indexer import Indexer
from kb.models import Outbox, Report
from tests.drafts import draft, statement, take_in


def start(settings, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "kb", "--data", str(settings.data), *words],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip


def finish(process: subprocess.Popen[str]) -> None:
    told, _ = process.communicate(timeout=120)
    assert process.returncode == 0, told


def in_the_background(work) -> Thread:
    thread = Thread(target=work)
    thread.start()
    return thread


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "reports"
    place.mkdir()
    for n in range(40):
        (place / f"{n:03}.txt").write_text(f"Worm report {n}\n\nNumber{n} tells of a worm. \n", encoding="utf-8")
    return place


def test_two_imports_of_one_folder_a_reindex_and_a_worker_at_once(settings, folder):
    archive.create(settings)
    commands = (("import", str(folder)), ("import", str(folder)), ("reindex",), ("work", "--once"))
    with archive.opened(settings) as reader:
        for process in [start(settings, *words) for words in commands]:
            finish(process)
        assert reader.index.search(parse("worm")).total == 40
        with reader.reading() as session:
            assert session.scalar(select(func.count(Report.id))) == 40
            assert session.scalar(select(func.count(Outbox.id))) == 0
            states = ledger.states(session)
        assert (states["new"], states["unchanged"], states["failed"]) == (40, 40, 0)
        assert reader.index.check() == 40


def test_an_archive_may_be_made_by_two_at_once(settings):
    for process in [start(settings, "init"), start(settings, "init")]:
        finish(process)
    finish(start(settings, "stats"))


def test_what_is_committed_while_the_index_is_rebuilt_is_indexed(empty):
    """A report that changes after the rebuilding has read the database still waits afterwards."""
    take_in(empty, statement(body_text="old words"))

    class Meddling(EmbeddedIndex):
        def rebuild(self, documents):
            read = list(documents)
            with empty.writing() as session:
                session.get_one(Report, 1).head.body_text = "new words"
                session.add(Outbox(report_id=1))
            super().rebuild(read)

    index = Meddling(empty.settings.data / "index")
    indexer = Indexer(empty.sessions, index, empty.settings.data / "index.lock")
    assert indexer.rebuild() == 1
    assert indexer.drain() == 1
    assert index.search(parse("new")).total == 1
    index.close()


def test_opening_waits_for_no_import_that_brings_the_index_level(empty, settings):
    """Whoever writes the index holds its lock, for minutes maybe; a search goes on from the index as it is."""
    take_in(empty, statement())
    with empty.indexer._alone():
        with empty.writing() as session:
            session.add(Outbox(report_id=1))
        opened = Event()

        def search() -> None:
            with archive.opened(settings) as other:
                if other.index.search(parse("title")).total == 1:
                    opened.set()

        thread = in_the_background(search)
        assert opened.wait(30)
        thread.join()


def test_an_index_that_another_program_brought_level_meanwhile_is_not_rebuilt(empty):
    """The comparison is made again under the lock: what looked behind a moment ago may be level by now."""
    take_in(empty, statement())
    rebuilt = []

    class Late(EmbeddedIndex):
        def check(self):
            held = super().check()
            if not asked:
                asked.append(take_in(empty, draft()))
            return held

        def rebuild(self, documents):
            rebuilt.append(True)
            super().rebuild(documents)

    asked: list[object] = []
    index = Late(empty.settings.data / "index")
    with empty.writing() as session:
        session.add(Outbox(report_id=1))
    Indexer(empty.sessions, index, empty.settings.data / "index.lock").heal()
    assert (rebuilt, index.check()) == ([], 2)
    index.close()


def test_an_import_that_meets_a_damaged_index_writes_it_anew(empty):
    take_in(empty, statement())
    for path in (empty.settings.data / "index").rglob("*"):
        if path.is_file():
            path.write_bytes(b"")
    take_in(empty, statement(11, title="Another"))
    assert empty.index.check() == 2


def test_an_index_of_another_archive_is_written_anew(empty, settings):
    take_in(empty, statement())
    EmbeddedIndex(settings.data / "index").apply([], {"1"})
    with archive.opened(settings) as opened:
        assert opened.index.check() == 1
