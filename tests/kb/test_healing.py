"""A damaged index: what is whole of it answers until the rest is mended."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from index.embedded import EmbeddedIndex
from index.query import parse
from kb.archive import Archive
from kb.healing import SelfHealing
from tests.drafts import draft, take_in


@contextmanager
def nobody_mends(archive: Archive) -> Iterator[None]:
    """Another process has the indexer's lock, as one that writes a large index anew has it for long."""
    with archive.indexer.lock.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@pytest.fixture
def two(empty: Archive) -> Archive:
    """An archive whose index has a report in each of two segments."""
    take_in(empty, draft("https://news.example/1", title="The older worm", body_text="Older words of one report."))
    take_in(empty, draft("https://news.example/2", title="The newer worm", body_text="Newer words of another."))
    assert len(segments(empty)) == 2
    return empty


def segments(archive: Archive) -> list[Path]:
    return sorted((archive.settings.data / "index").rglob("*.flat"))


def index(archive: Archive) -> SelfHealing:
    """One that has not seen the index yet, and waits for a moment only."""
    folder = archive.settings.data / "index"
    return SelfHealing(EmbeddedIndex(folder), EmbeddedIndex(folder, remains=True), archive.indexer, patience=0.1)


def test_a_segment_that_is_whole_answers_while_another_is_not(two: Archive) -> None:
    segments(two)[0].write_bytes(b"")
    with nobody_mends(two):
        found = index(two).search(parse("worm"))
        assert (found.total, found.partial) == (1, True)
        assert "being mended" in found.notes[-1]
        assert index(two).count(parse("worm")) == 1
    found = SelfHealing(EmbeddedIndex(two.settings.data / "index"), two.index, two.indexer, patience=60).search(
        parse("worm")
    )
    assert (found.total, found.partial, found.notes) == (2, False, ())


@pytest.mark.parametrize("name", ["CURRENT", "*.toc"])
@pytest.mark.parametrize("left", [0, 0.5])
def test_where_nothing_is_whole_the_search_says_so_and_does_not_fail(two: Archive, name: str, left: float) -> None:
    path = max((two.settings.data / "index").rglob(name))
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * left)])
    with nobody_mends(two):
        found = index(two).search(parse("worm"), facets=("kind",))
        assert (found.total, found.partial, found.facets["kind"]) == (0, True, ())
        assert index(two).suggest("wor") == ()
        assert index(two).explain(parse("worm"), ["1"]) == {}


def test_a_segment_that_was_changed_within_is_left_out(two: Archive) -> None:
    first, second = segments(two)
    first.write_bytes(first.read_bytes()[:-1])
    second.write_bytes(bytes(second.stat().st_size))
    with nobody_mends(two):
        assert index(two).search(parse("worm")).total == 0
