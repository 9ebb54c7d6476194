"""Whatever goes wrong outside ends in one sentence, and what was kept before stays."""

import errno
import os
import resource
import subprocess
import sys
from contextlib import contextmanager

import pytest
from alembic.script import ScriptDirectory
from click.testing import CliRunner, Result
from sqlalchemy import create_engine, func, select, text

from ingest.types import Reading
from kb import archive, database, paths
from kb.archive import NoArchive
from kb.cli import main
from kb.models import LedgerItem, Outbox, Report
from kb.pipeline import keep
from tests.drafts import capture, statement, take_in


def kb(settings, *words: str) -> Result:
    return CliRunner().invoke(main, ["--data", str(settings.data), *words], catch_exceptions=False)


def kb_process(settings, *words: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "kb", "--data", str(settings.data), *words],
        env=os.environ | env, cwd=settings.data.parent, capture_output=True, check=False, timeout=60,
    )  # fmt: skip


def one_sentence(result: Result | subprocess.CompletedProcess[bytes], code: int, *words: str) -> None:
    output = result.output if isinstance(result, Result) else (result.stdout + result.stderr).decode()
    assert (result.exit_code if isinstance(result, Result) else result.returncode) == code, output
    assert "Traceback" not in output
    assert [word for word in words if word not in output] == []


def test_a_file_that_is_no_database_is_named(settings):
    settings.data.mkdir()
    (settings.data / "archive.db").write_bytes(b"no database at all" * 100)
    for words in (["stats"], ["search", "x"], ["init"]):
        one_sentence(kb(settings, *words), 1, "archive.db", "not a database", "backup")


def test_a_database_of_another_version_is_not_touched(settings):
    archive.create(settings)
    with create_engine(settings.database_url).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NoArchive, match=r"9999.*kb init"), archive.opened(settings):
        pass
    one_sentence(kb(settings, "init"), 1, "9999", "newer program")


def test_the_newest_version_is_that_of_the_migrations():
    assert ScriptDirectory(str(paths.PACKAGE / "migrations")).get_current_head() == database.NEWEST


@pytest.mark.parametrize("url", ["nonsense", "nosuch://x/y", "postgresql+nosuchdriver://x/y"])
def test_a_database_setting_that_means_nothing_is_named(settings, monkeypatch, url):
    monkeypatch.setenv("KB_DATABASE", url)
    for words in (["stats"], ["init"]):
        one_sentence(kb(settings, *words), 1, "KB_DATABASE")


@pytest.mark.parametrize("name", ["a?b", "a#b", "50%", "a%20b", "ä b"])
def test_a_data_folder_may_be_called_anything(settings, name):
    placed = settings.model_copy(update={"data": settings.data.with_name(name)})
    one_sentence(kb(placed, "init"), 0)
    assert (placed.data / "archive.db").exists()
    one_sentence(kb(placed, "stats"), 0)


def test_a_data_folder_that_is_a_file_is_named(settings, monkeypatch):
    settings.data.write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("KB_DATA", str(settings.data))
    result = CliRunner().invoke(main, ["init"], catch_exceptions=False)
    one_sentence(result, 1, str(settings.data), "exists")


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ('data = "x\n', ["kb.toml", "line 1"]),
        ("dtaa = 'x'\n", ["kb.toml", "dtaa"]),
        ("feed_size = 'many'\n", ["KB_FEED_SIZE", "many"]),
        ("site_name = 'caf\udce9'\n", ["kb.toml", "utf-8"]),
        ("base_url = 'https://'\n", ["KB_BASE_URL: must name a host"]),
        ("fetch_allow = 'news.example:99999'\n", ["KB_FETCH_ALLOW", "news.example:99999"]),
        ("fetch_allow = ['fine.example', 'http://not.example/']\n", ["KB_FETCH_ALLOW", "http://not.example/"]),
    ],
)
def test_a_wrong_setting_is_named_before_anything_is_done(settings, tmp_path, toml, words):
    (tmp_path / "kb.toml").write_bytes(toml.encode("utf-8", "surrogateescape"))
    one_sentence(kb(settings, "init"), 2, *words)
    assert not settings.data.exists()


def test_a_locked_database_is_said_so(settings, monkeypatch, tmp_path):
    monkeypatch.setattr(database, "PATIENCE", 50)
    archive.create(settings)
    (tmp_path / "a.txt").write_text("A title\n\nSome words.\n", encoding="utf-8")
    with archive.opened(settings) as opened, opened.writing():
        one_sentence(kb(settings, "import", str(tmp_path / "a.txt")), 1, "locked")
    one_sentence(kb(settings, "import", str(tmp_path / "a.txt")), 0, "1 new")


@contextmanager
def no_file_over(size: int):
    """Writing beyond this size fails, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("size", [0, 4_096, 70_000, 200_000, 400_000])
def test_a_full_disk_stops_an_import_in_one_sentence_and_loses_nothing(settings, tmp_path, size):
    archive.create(settings)
    with archive.opened(settings) as opened:
        take_in(opened, statement())
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(30):
        body = os.urandom(9_000).hex() if n == 7 else f"Worm number{n} spreads. " * 40
        (folder / f"{n:02}.txt").write_text(f"Report {n}\n\n{body}\n", encoding="utf-8")
    with no_file_over(size):
        result = kb(settings, "import", str(folder))
    one_sentence(result, 1)
    assert "failed" not in result.stdout
    one_sentence(kb(settings, "import", str(folder)), 0, "30 items")
    with archive.opened(settings) as opened, opened.reading() as session:
        assert session.scalar(select(func.count(Report.id))) == 31 == opened.index.check()
        assert session.scalar(select(func.count(Outbox.id))) == 0
        assert session.scalar(select(func.count(LedgerItem.id)).where(LedgerItem.state == "new")) == 31


def test_a_full_disk_keeps_nobody_from_reading(settings):
    archive.create(settings)
    with archive.opened(settings) as opened:
        words = statement(number=11, title="Another", body_text=os.urandom(200_000).hex(" ", 4))
        keep(opened, capture(), Reading((words,)))  # and it waits for the index
    with no_file_over(100_000):
        searched = kb_process(settings, "search", "title:another")
        shown = kb_process(settings, "show", "S011")
    one_sentence(searched, 0, "no reports", "index could not be brought up to date")
    one_sentence(shown, 0, "Another")
    one_sentence(kb(settings, "search", "title:another"), 0, "1 report")


def test_a_reader_who_has_seen_enough_is_no_error(settings):
    archive.create(settings)
    process = subprocess.Popen(
        [sys.executable, "-c", "import sys; from kb.cli import main; main(sys.argv[1:])", "--data", str(settings.data),
         "stats"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    told = process.stderr.read()
    process.stderr.close()
    process.wait(60)
    assert b"Broken pipe" not in told
    assert b"Traceback" not in told


def test_a_file_whose_name_is_no_utf_8_and_steers_the_terminal_is_named(settings, tmp_path):
    archive.create(settings)
    (tmp_path / "[red] [").mkdir()
    odd = os.fsencode(tmp_path / "[red] [") + b"/x] \xff\x1b[2J.pdf"
    with open(odd, "wb") as file:  # noqa: PTH123 - a name in bytes
        file.write(b"%PDF-1.4")
    for name in (odd, odd + b".gone"):
        told = kb_process(settings, "import", os.fsdecode(name))
        one_sentence(told, 1, "1 item: 1 failed", "[red] [/x] ")
        assert b"\x1b" not in told.stderr
        one_sentence(kb_process(settings, "import", "--json", os.fsdecode(name)), 1, '"items": 1')


def test_words_that_are_no_utf_8_are_searched_and_shown_like_any_others(settings):
    archive.create(settings)
    one_sentence(kb_process(settings, "search", "--json", os.fsdecode(b"\xff worm")), 0, '"total": 0')
    one_sentence(kb_process(settings, "show", os.fsdecode(b"\xff")), 1, "no report is known")


@pytest.mark.parametrize("words", [("--from", "yesterday"), ("--to", "2024-13"), ("--page", "1000001")])
def test_a_search_that_cannot_be_meant_is_wrong_usage(settings, words):
    archive.create(settings)
    one_sentence(kb(settings, "search", *words, "x"), 2, words[0])


def test_the_error_of_a_full_disk_says_where(settings, monkeypatch, tmp_path):
    archive.create(settings)
    (tmp_path / "a.txt").write_text("A title\n\nSome words.\n", encoding="utf-8")

    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device", "captures/ab")

    monkeypatch.setattr("tempfile.mkstemp", full)
    one_sentence(kb(settings, "import", str(tmp_path / "a.txt")), 1, "captures/ab: No space left on device")


def test_a_database_without_room_stops_the_import_and_blames_no_item(settings, monkeypatch, tmp_path):
    archive.create(settings)
    real = database._set_up_sqlite

    def small(connection, record):
        real(connection, record)
        connection.execute("PRAGMA max_page_count = 1")  # no more than it has already

    monkeypatch.setattr(database, "_set_up_sqlite", small)
    (tmp_path / "a.txt").write_text("A title\n\n" + "Some words. " * 50_000, encoding="utf-8")
    one_sentence(kb(settings, "import", str(tmp_path / "a.txt")), 1, "database or disk is full")
    monkeypatch.undo()
    with archive.opened(settings) as opened, opened.reading() as session:
        assert session.scalar(select(func.count(LedgerItem.id))) == 0
