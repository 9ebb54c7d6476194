"""Folders and maildirs that are watched: each file comes in once, and again when it has changed."""

import os
from pathlib import Path

import pytest
from sqlalchemy import select

from kb.models import Report
from kb.polling import rounds
from kb.polling.poll import poll_due
from kb.sources.records import SourceKind
from tests.kb.polling.web import World, sums

TEXT = "A worm turned home computers into zombies, and the operator of a list told how it was found.\n"


def drop(world: World, path: Path, text: str, *, ago: float = 60) -> Path:
    """A file that was written so many seconds before the clock's now."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    written = world.clock().timestamp() - ago
    os.utime(path, (written, written))
    return path


@pytest.fixture
def inbox(world: World, tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    drop(world, folder / "one.txt", f"First report\n\n{TEXT}")
    drop(world, folder / "deeper" / "two.txt", f"Second report\n\n{TEXT}")
    world.add(str(folder), SourceKind.FOLDER)
    return folder


def test_what_is_dropped_into_a_folder_comes_in_once(world, inbox):
    assert sums(world.poll("inbox")) == "2 new"
    assert sums(world.poll("inbox")) == ""
    drop(world, inbox / "three.txt", f"Third report\n\n{TEXT}")
    assert sums(world.poll("inbox")) == "1 new"


def test_a_file_that_changed_comes_in_again_and_one_that_is_gone_takes_nothing_with_it(world, inbox):
    world.poll("inbox")
    (inbox / "deeper" / "two.txt").unlink()
    drop(world, inbox / "one.txt", f"First report\n\n{TEXT}{TEXT}", ago=30)
    assert sums(world.poll("inbox")) == "1 revised"


def test_a_file_that_is_just_being_written_is_left_for_later(world, inbox):
    drop(world, inbox / "late.txt", f"Late report\n\n{TEXT}", ago=1)
    assert sums(world.poll("inbox")) == "2 new"
    world.clock.forward(minutes=1)
    assert sums(world.poll("inbox")) == "1 new"


@pytest.mark.parametrize("ago", [-(10**8), 10**9])
def test_a_file_is_taken_in_whatever_date_it_bears(world, inbox, ago):
    drop(world, inbox / "odd.txt", f"Odd report\n\n{TEXT}", ago=ago)
    assert sums(world.poll("inbox")) == "3 new"


def test_a_file_that_is_written_over_with_another_report_is_another_report(world, inbox):
    world.poll("inbox")
    other = "Nine banks lost money to letters that promised refunds.\n"
    for text, state in (
        (f"Another report\n\n{other}", "1 new"),
        (f"Another report\n\n{other}And a tenth one.\n", "1 revised"),
        (f"The same report under a better title\n\n{other}And a tenth one.\n", "1 revised"),
    ):
        drop(world, inbox / "one.txt", text, ago=60 - len(text) / 10)
        assert sums(world.poll("inbox")) == state
    with world.archive.reading() as session:
        told = {report.title: len(report.revisions) for report in session.scalars(select(Report))}
    assert told == {"First report": 1, "Second report": 1, "The same report under a better title": 3}


def test_a_file_that_cannot_be_read_is_named_once_and_stops_no_other(world, inbox):
    drop(world, inbox / "broken.pdf", "%PDF-1.4")
    done = world.poll("inbox")
    assert (sums(done), done.trouble) == ("1 failed, 2 new", None)
    assert sums(world.poll("inbox")) == ""


def test_many_files_are_taken_in_part_by_part_without_a_pause(world, inbox, monkeypatch):
    monkeypatch.setattr(rounds, "FILES", 2)
    for n in range(3):
        drop(world, inbox / f"more{n}.txt", f"Report {n}\n\n{TEXT} {n}")
    assert [sums(done) for done in poll_due(world.poller)] == ["2 new", "2 new", "1 new"]


def test_a_folder_that_is_gone_is_trouble_and_not_an_empty_one(world, inbox):
    inbox.rename(inbox.with_name("elsewhere"))
    assert "cannot be listed" in (world.poll("inbox").trouble or "")


def test_a_message_of_a_maildir_comes_in_once_whatever_its_flags(world, tmp_path):
    maildir = tmp_path / "mail"
    for part in ("cur", "new", "tmp"):
        (maildir / part).mkdir(parents=True)
    drop(world, maildir / "new" / "1.host", f"A letter\n\n{TEXT}")
    drop(world, maildir / "tmp" / "2.host", f"Half a letter\n\n{TEXT}")
    world.add(str(maildir), SourceKind.MAILDIR)
    assert sums(world.poll("mail")) == "1 new"
    (maildir / "new" / "1.host").rename(maildir / "cur" / "1.host:2,S")
    assert sums(world.poll("mail")) == ""
    (maildir / "tmp" / "2.host").rename(maildir / "new" / "2.host")
    assert sums(world.poll("mail")) == "1 new"
