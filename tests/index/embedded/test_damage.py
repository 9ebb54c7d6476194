"""Files that are cut, emptied, zeroed, swapped or gone: the index says so, and a rebuild mends it."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from index.embedded import EmbeddedIndex
from index.embedded.storage.manifest import FORMAT
from index.port import IndexDamaged
from index.query.nodes import Everything, Phrase, Prefix, Query, Value
from index.types import Sort
from tests.contract.archive import ARCHIVE, found, many

FILES = ["CURRENT", "*.toc", "*.flat"]


def half(path: Path) -> bytes:
    return path.read_bytes()[: path.stat().st_size // 2]


HARMS: dict[str, Callable[[Path], None]] = {
    "emptied": lambda path: path.write_bytes(b""),
    "cut in half": lambda path: path.write_bytes(half(path)),
    "one byte short": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "zeroed": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "zeroed in its second half": lambda path: path.write_bytes(half(path).ljust(path.stat().st_size, b"\0")),
    "lengthened": lambda path: path.write_bytes(path.read_bytes() + b"\0"),
    "removed": lambda path: path.unlink(),
}

READS: list[Callable[[EmbeddedIndex], object]] = [
    EmbeddedIndex.check,
    lambda index: index.search(Query(Everything())),
    lambda index: index.search(Query(Phrase("denial of service")), facets=("tag", "year"), sort=Sort.NEWEST),
    lambda index: index.count(Query(Value("tag", "worm"))),
    lambda index: index.explain(Query(Phrase("denial of service")), ["botnet"]),
    lambda index: index.suggest("zom"),
    lambda index: index.spellings(["zombei"]),
    lambda index: index.alike(ARCHIVE[0]),
    lambda index: index.apply(many(1)),
]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an index of two segments, to be copied."""
    folder = tmp_path_factory.mktemp("whole") / "index"
    index = EmbeddedIndex(folder)
    index.apply([*ARCHIVE, *many(300)])
    index.apply(many(3, begin=300))
    index.close()
    return folder


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may harm."""
    return Path(shutil.copytree(whole, tmp_path / "index"))


def victim(folder: Path, pattern: str) -> Path:
    return max(folder.rglob(pattern), key=lambda path: path.stat().st_size)


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize("pattern", FILES)
def test_damage_is_told_and_rebuilding_mends_it(folder: Path, pattern: str, harm: str) -> None:
    HARMS[harm](victim(folder, pattern))
    for read in READS:
        index = EmbeddedIndex(folder)
        with pytest.raises(IndexDamaged, match="rebuild"):
            read(index)
        index.close()
    index.rebuild(ARCHIVE)
    assert index.check() == len(found(index, Everything())) == 4


UNDER_AN_OPEN_INDEX = """
import sys
from index.query.nodes import Word
from tests.index.embedded.test_damage import *
index = EmbeddedIndex(Path(sys.argv[1]))
assert index.search(Query(Word("common"))).total == 303
HARMS[sys.argv[3]](victim(Path(sys.argv[1]), sys.argv[2]))
try:
    assert index.search(Query(Word("common"))).total == 303
except IndexDamaged:
    pass
"""


@pytest.mark.parametrize("harm", ["emptied", "cut in half", "zeroed", "removed"])
@pytest.mark.parametrize("pattern", ["CURRENT", "*.flat"])
def test_damage_under_an_open_index_never_gives_a_wrong_answer(folder: Path, pattern: str, harm: str) -> None:
    """In a process of its own: reading a mapped file that was cut would kill it."""
    script = [sys.executable, "-W", "error", "-c", UNDER_AN_OPEN_INDEX, str(folder), pattern, harm]
    run = subprocess.run(script, capture_output=True)
    assert (run.returncode, run.stderr) == (0, b"")


def test_a_changed_byte_in_the_middle_is_found_by_checking(folder: Path) -> None:
    path = victim(folder, "*.flat")
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(IndexDamaged, match=path.name):
        EmbeddedIndex(folder).check()


def test_an_index_of_another_version_asks_to_be_rebuilt(folder: Path) -> None:
    current = folder / "CURRENT"
    current.write_bytes(current.read_bytes().replace(b" %d\n" % FORMAT, b" 0\n", 1))
    with pytest.raises(IndexDamaged, match="format 0"):
        EmbeddedIndex(folder).search(Query(Prefix("a")))


def test_the_folder_is_its_owners_alone(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "index"
    EmbeddedIndex(folder).apply(ARCHIVE)
    assert [path.stat().st_mode & 0o777 for path in (folder, *folder.glob("g*"))] == [0o700, 0o700]
