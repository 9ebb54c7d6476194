"""Segments stay few, and merging is the same as having written all documents at once."""

import random
from pathlib import Path

import numpy as np
import pytest
from whoosh.filedb.filestore import FileStorage

from index.embedded.segments.codec import opened
from index.embedded.writing import policy
from index.embedded.writing.build import build
from index.embedded.writing.builder import inverted
from index.embedded.writing.gather import Gathered
from index.embedded.writing.merge import Part, merge
from index.embedded.writing.policy import Sized
from index.embedded.writing.reader import Reader
from index.types import Document
from tests.contract.archive import ARCHIVE, plain
from tests.index.embedded.test_against_whoosh import documents


def part(folder: Path, held: list[Document], live: list[bool]) -> Part:
    (entry,) = build(folder, held)
    return Part(opened(FileStorage(str(folder)), entry), np.array(live))


@pytest.mark.parametrize("gone", [0.0, 0.3, 1.0])
def test_merged_segments_are_what_their_live_documents_would_have_been(tmp_path: Path, gone: float) -> None:
    chance = random.Random(3)
    batches = [documents(60, 1), list(ARCHIVE), documents(40, 2), [plain("empty", "", title="")]]
    kept = [[chance.random() >= gone for _ in batch] for batch in batches]
    kept[1][0] = True  # something is always left
    merged = merge([part(tmp_path, batch, live) for batch, live in zip(batches, kept, strict=True)])
    reader = Reader(None)
    gathered = Gathered(reader.pieces)
    for batch, live in zip(batches, kept, strict=True):
        for document, there in zip(batch, live, strict=True):
            if there:
                gathered.add(document)
    afresh = dict(inverted(gathered, reader))
    assert merged.keys() == afresh.keys()
    for name, array in afresh.items():
        assert np.array_equal(merged[name], array), name


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
