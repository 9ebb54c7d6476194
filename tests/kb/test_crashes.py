"""Killed at any moment, the archive loses nothing and the next command makes it whole."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from index.query import parse
from kb import archive
from kb.models import LedgerItem, Outbox, Report, Revision
from kb.settings import Settings

FILES = 60
KILLS = 20


def command(settings: Settings, *words: str) -> subprocess.Popen[bytes]:
    env = os.environ | {"KB_DATA": str(settings.data)}
    return subprocess.Popen(
        [sys.executable, "-m", "kb", *words], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def kill_at_random(settings: Settings, rng: random.Random, usual: float, *words: str) -> None:
    """Kill the command somewhere in the time it usually takes, start included."""
    process = command(settings, *words)
    try:
        process.wait(rng.uniform(0.3, 1.0) * usual)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()


def usual_seconds(settings: Settings, *words: str) -> float:
    began = time.monotonic()
    assert command(settings, *words).wait(120) == 0
    return time.monotonic() - began


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "reports"
    place.mkdir()
    for n in range(FILES):
        words = f"Report number{n} tells of a worm. " * 30
        (place / f"{n:03}.txt").write_text(f"Worm report {n}\n2021-03-{n % 28 + 1:02}\n\n{words}\n", encoding="utf-8")
    return place


def test_an_import_or_reindex_killed_at_random_moments_loses_nothing(settings, folder):
    archive.create(settings)
    other = Settings(data=settings.data.with_name("measured"))
    archive.create(other)
    usual = usual_seconds(other, "import", str(folder))
    rng = random.Random(7)
    seen = 0
    for n in range(KILLS):
        work = ("import", str(folder)) if n % 3 else ("reindex",)
        kill_at_random(settings, rng, usual, *work)
        with archive.opened(settings) as opened:  # what any next command does first
            seen = level_with_the_database(opened, at_least=seen)
    assert command(settings, "import", str(folder)).wait(120) == 0
    with archive.opened(settings) as opened:
        assert level_with_the_database(opened, at_least=FILES) == FILES
        assert opened.index.search(parse("number59")).total == 1


def level_with_the_database(opened: archive.Archive, *, at_least: int) -> int:
    """Nothing that was kept is lost, nothing is there twice, and the index holds just what the database shows."""
    with opened.reading() as session:
        reports = session.scalar(select(func.count(Report.id))) or 0
        revisions = session.scalar(select(func.count(Revision.id)))
        new = session.scalar(select(func.count(LedgerItem.id)).where(LedgerItem.state == "new"))
        waiting = session.scalar(select(func.count(Outbox.id)))
    assert at_least <= reports <= FILES
    assert (revisions, new, waiting) == (reports, reports, 0)
    assert opened.index.check() == reports
    assert opened.index.search(parse("worm")).total == reports
    return reports


def index_files(settings: Settings) -> list[Path]:
    return sorted(path for path in (settings.data / "index").rglob("*") if path.is_file())


def test_whichever_index_file_is_cut_short_the_next_search_finds_everything(settings, folder):
    archive.create(settings)
    assert command(settings, "import", str(folder)).wait(120) == 0
    for name in [path.name for path in index_files(settings) if path.stat().st_size]:
        # A rebuilt index has new names: the file of the same rank stands for the one that was.
        files = [path for path in index_files(settings) if path.stat().st_size]
        victim = next((path for path in files if path.name == name), files[0])
        os.truncate(victim, victim.stat().st_size // 2)
        with archive.opened(settings) as opened:
            level_with_the_database(opened, at_least=FILES)


def test_a_running_reader_meets_the_damage_and_goes_on(settings, folder):
    archive.create(settings)
    assert command(settings, "import", str(folder)).wait(120) == 0
    with archive.opened(settings) as opened:
        assert opened.index.search(parse("worm")).total == FILES
        for path in index_files(settings):
            os.truncate(path, 0)
        assert opened.index.search(parse("worm")).total == FILES


def test_without_its_index_folder_the_archive_makes_a_new_one(settings, folder):
    archive.create(settings)
    assert command(settings, "import", str(folder)).wait(120) == 0
    for path in index_files(settings):
        path.unlink()
    with archive.opened(settings) as opened:
        level_with_the_database(opened, at_least=FILES)
