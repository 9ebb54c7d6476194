"""Many documents are written by two processes, whatever becomes of the second."""

import multiprocessing
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest
from whoosh.filedb.filestore import FileStorage

from index.embedded import EmbeddedIndex
from index.embedded.segments.codec import opened
from index.embedded.writing.helper import Helper, HelperDied
from index.query.nodes import Everything, Phrase, Word
from index.types import Document
from tests.contract.archive import found, many, plain

COUNT = 9_000


def given(helper: Helper, documents: list[Document]) -> None:
    """Hand it documents as soon as it has come up."""
    begun = time.monotonic()
    while not helper.takes(documents):
        assert time.monotonic() < begun + 60


def entries(folder: Path, helper: Helper) -> list[str]:
    """The ids of what it wrote once it was told that it has all."""
    helper.has_all()
    storage = FileStorage(str(folder))
    return [opened(storage, entry).id(n) for entry in helper.finish() for n in range(entry.doc_count_all())]


def test_a_second_process_writes_what_it_is_given(tmp_path: Path) -> None:
    with Helper(tmp_path) as helper:
        given(helper, many(3))
        given(helper, many(2, begin=3))
        assert entries(tmp_path, helper) == [f"n{n}" for n in range(5)]
    assert not multiprocessing.active_children()


def test_a_second_process_that_is_killed_with_work_in_hand_is_told_of(tmp_path: Path) -> None:
    with Helper(tmp_path) as helper:
        given(helper, many(3))
        for child in multiprocessing.active_children():
            child.kill()
        with pytest.raises(HelperDied):
            entries(tmp_path, helper)


def test_a_second_process_that_ends_without_work_leaves_it_to_us(tmp_path: Path) -> None:
    with Helper(tmp_path) as helper:
        for child in multiprocessing.active_children():
            child.kill()
            child.join()
        assert not helper.takes(many(3))
        helper.has_all()
        assert helper.finish() == []


def test_what_goes_wrong_in_a_second_process_goes_wrong_here(tmp_path: Path) -> None:
    naive = [plain("n", first_seen=datetime(2024, 1, 1))]  # noqa: DTZ001 - which is what goes wrong
    with Helper(tmp_path) as helper:
        given(helper, naive)
        with pytest.raises(ValueError, match="no time zone"):
            helper.finish()


def test_many_documents_are_all_written(tmp_path: Path) -> None:
    index = EmbeddedIndex(tmp_path, seconds=60)
    index.rebuild(many(COUNT))
    assert index.check() == COUNT
    assert len(found(index, Word("common"))) == len(found(index, Everything())) == COUNT
    assert found(index, Phrase("common unique8999")) == {"n8999"}


def test_a_script_that_starts_itself_anew_is_left_out_of_it(tmp_path: Path) -> None:
    """The second process runs the script that asks for it once more, and would wait for the lock for ever."""
    script = tmp_path / "script.py"
    script.write_text(
        "import sys\n"
        f"sys.path[:0] = {sys.path!r}\n"
        "from pathlib import Path\n"
        "from index.embedded import EmbeddedIndex\n"
        "from tests.contract.archive import many\n"
        "index = EmbeddedIndex(Path(sys.argv[1]))\n"
        f"index.rebuild(many({COUNT}))\n"
        "print(index.check())\n"
    )
    run = subprocess.run([sys.executable, str(script), str(tmp_path / "index")], capture_output=True, timeout=120)
    assert run.stdout.split()[-1:] == [str(COUNT).encode()], run.stderr
