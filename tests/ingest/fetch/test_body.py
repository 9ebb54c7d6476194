"""Bodies are unpacked alike however the network cuts them."""

import gzip
import tracemalloc
import zlib

import pytest

from ingest.fetch.body import TooLarge, read_body

TEXT = bytes(range(256)) * 20


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64, 100_000])
@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("", TEXT),
        ("gzip", gzip.compress(TEXT, mtime=0)),
        ("gzip", b"".join(gzip.compress(TEXT[at : at + 512], mtime=0) for at in range(0, len(TEXT), 512))),
        ("gzip", gzip.compress(TEXT, mtime=0) + b"behind the last member"),
        ("deflate", zlib.compress(TEXT)),
    ],
    ids=["plain", "gzip", "members", "tail", "deflate"],
)
def test_the_cut_of_the_chunks_does_not_matter(size: int, coding: str, packed: bytes) -> None:
    chunks = (packed[at : at + size] for at in range(0, len(packed), size))
    assert read_body(chunks, coding, len(TEXT)) == TEXT


def test_an_empty_body_is_empty_whatever_its_coding() -> None:
    assert read_body([], "gzip", 10) == b""


def test_a_bomb_takes_no_more_memory_than_the_limit_and_a_piece() -> None:
    bomb = gzip.compress(bytes(100_000_000))
    tracemalloc.start()
    with pytest.raises(TooLarge):
        read_body([bomb], "gzip", 1_000_000)
    assert tracemalloc.get_traced_memory()[1] < 4_000_000
    tracemalloc.stop()
