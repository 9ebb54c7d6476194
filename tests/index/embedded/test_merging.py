"""Segments stay few, and merging is the same as having written all documents at once."""

import random
from itertools import compress
from pathlib import Path

import numpy as np
import pytest
from whoosh.filedb.filestore import FileStorage

from index.embedded.segments import flat
from index.embedded.segments.codec import opened
from index.embedded.writing import kept as keeping
from index.embedded.writing import merge as merging
from index.embedded.writing import policy, rows, union
from index.embedded.writing.build import build
from index.embedded.writing.kept import Part
from index.embedded.writing.merge import merge
from index.embedded.writing.policy import Sized
from index.types import Document
from tests.contract.archive import ARCHIVE, many, plain
from tests.index.embedded.test_against_whoosh import documents


def part(folder: Path, held: list[Document], live: list[bool]) -> Part:
    (entry,) = build(folder, held)
    return Part(opened(FileStorage(str(folder)), entry), np.array(live))


@pytest.mark.parametrize("gone", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("at_once", [10, 10**9])
def test_merged_segments_are_what_their_live_documents_would_have_been(
    tmp_path: Path, gone: float, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merging, "_AT_ONCE", at_once)
    monkeypatch.setattr(keeping, "_AT_ONCE", at_once)
    monkeypatch.setattr(union, "_AT_ONCE", at_once)
    chance = random.Random(3)
    batches = [documents(60, 1), list(ARCHIVE), documents(40, 2), [plain("empty", "", title="")]]
    kept = [[chance.random() >= gone for _ in batch] for batch in batches]
    kept[1][0] = True  # something is always left
    live = [document for batch, its in zip(batches, kept, strict=True) for document in compress(batch, its)]
    flat.write(tmp_path / "merged", merge([part(tmp_path, *one) for one in zip(batches, kept, strict=True)]))
    _, merged = flat.read(tmp_path / "merged")
    afresh = part(tmp_path, live, [True]).segment.arrays
    assert merged.keys() == afresh.keys()
    for name, array in afresh.items():
        assert np.array_equal(merged[name], array), name


@pytest.mark.parametrize("most", [1, 300])
def test_what_is_too_much_for_one_segment_becomes_several(
    tmp_path: Path, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = [plain("empty", "", title=""), *documents(60, 1), plain("empty too", "", title="")]
    whole = part(tmp_path, held, [True]).segment.arrays
    monkeypatch.setattr(rows, "_MOST", most)
    monkeypatch.setattr(rows, "_AT_ONCE", most)
    entries = build(tmp_path, held)
    assert len(entries) > 3
    parts = [opened(FileStorage(str(tmp_path)), entry) for entry in entries]
    flat.write(tmp_path / "merged", merge([Part(one, np.ones(len(one), np.bool_)) for one in parts]))
    _, merged = flat.read(tmp_path / "merged")
    for name, array in whole.items():
        assert np.array_equal(merged[name], array), name


def test_memory_lets_go_of_what_was_merged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of large segments it holds what is read between two pieces: all of it would be more than there is."""
    monkeypatch.setattr(merging, "_AT_ONCE", 20_000)
    held = [part(tmp_path, many(20_000, begin), [True] * 20_000) for begin in (0, 20_000)]
    size = sum(path.stat().st_size for path in tmp_path.glob("*.flat"))
    most = max(_mapped(tmp_path) for _, pieces in merge(held) for _ in pieces)
    assert 0 < most < size / 2, (most, size)


def _mapped(folder: Path) -> int:
    """Bytes of files in a folder that are in this process's memory."""
    own, found = False, 0
    for line in Path("/proc/self/smaps").read_text().splitlines():
        name, _, told = line.partition(":")
        if "-" in name.split(" ")[0]:
            own = str(folder) in line
        elif own and name == "Rss":
            found += int(told.split()[0]) * 1024
    return found


def test_one_document_at_a_time_the_segments_stay_a_handful() -> None:
    sizes: list[int] = []
    written = 0
    for _ in range(20_000):
        sizes.append(1)
        chosen = policy.merged([Sized(size, 0) for size in sizes])
        total = sum(sizes[at] for at in chosen)
        written += total
        sizes = [size for at, size in enumerate(sizes) if at not in chosen] + [total] * bool(total)
        assert len(sizes) <= 2 * (policy.level(sum(sizes)) + 1)
    assert sum(sizes) == 20_000
    assert written < 20_000 * policy.LEVEL_0  # each is written again for as long as its segment is of the smallest


CASES = [
    ("few are left alone", [(600, 0), (700, 0), (3, 0), (1, 0)], []),
    ("a third of a level takes all of it", [(50_000, 0), (3, 0), (1, 0), (1, 0)], [1, 2, 3]),
    ("and all smaller ones", [(90_000, 0), (600, 0), (700, 0), (5, 0), (800, 0)], [1, 2, 3, 4]),
    ("what is half deleted is written again", [(50_000, 0), (100, 101)], [1]),
    ("what is empty goes", [(50_000, 0), (0, 7)], [1]),
    ("the largest are left alone", [(600_000, 0), (700_000, 0), (800_000, 0)], []),
]


@pytest.mark.parametrize(("why", "sizes", "expected"), CASES, ids=[why for why, _, _ in CASES])
def test_what_is_merged(why: str, sizes: list[tuple[int, int]], expected: list[int]) -> None:
    assert policy.merged([Sized(*size) for size in sizes]) == expected, why
