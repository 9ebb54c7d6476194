"""Many documents are written by two processes, whatever becomes of the second."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from whoosh.filedb.filestore import FileStorage

from index.embedded import EmbeddedIndex
from index.embedded.segments.codec import opened
from index.embedded.writing.builder import Builder
from index.embedded.writing.helper import Helper
from index.query.nodes import Everything, Phrase, Word
from index.types import Document
from tests.contract.archive import found, many, plain
from tests.index.embedded.test_against_whoosh import documents

COUNT = 9_000


def up(helper: Helper) -> Helper:
    begun = time.monotonic()
    while not helper.is_up():
        assert time.monotonic() < begun + 60
    return helper


def kill(helper: Helper) -> None:
    helper.process.kill()
    helper.process.wait()


def children() -> set[str]:
    """The processes that this one started and has not seen end."""
    return {
        pid for task in Path(f"/proc/{os.getpid()}/task").iterdir() for pid in (task / "children").read_text().split()
    }


def written(folder: Path, documents: list[Document], helper: Helper | None, after: Callable[[], Any]) -> list[Any]:
    """The entry and arrays of a segment; between the documents and its end something happens."""
    folder.mkdir()
    builder = Builder(folder, helper)
    builder.add(documents)
    after()
    entries = builder.finish()
    return [opened(FileStorage(str(folder)), entry).arrays for entry in entries]


def nothing(helper: Helper) -> None:
    pass


CASES: dict[str, tuple[Callable[[Helper], Any], Callable[[Helper], Any]]] = {
    "with its help": (up, nothing),
    "when it is killed with all of its work done": (up, kill),
    "when it is killed before it came up": (kill, nothing),
    "when it is killed between": (lambda helper: (up(helper), helper.read(["some", "words"]), kill(helper)), nothing),
    "when it is too late": (nothing, nothing),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_written_is_the_same_whatever_becomes_of_the_second_process(tmp_path: Path, case: str) -> None:
    before, after = CASES[case]
    given = [*documents(300, 1), plain("last", " ".join(f"word{n}-{n} host{n}.example" for n in range(3_000)))]
    (alone,) = written(tmp_path / "alone", given, None, lambda: None)
    before_it = children()
    with Helper() as helper:
        before(helper)
        (helped,) = written(tmp_path / "helped", given, helper, lambda: after(helper))
    assert children() == before_it
    assert alone.keys() == helped.keys()
    for name, array in alone.items():
        assert np.array_equal(helped[name], array), name


def test_what_goes_wrong_leaves_no_process_behind(tmp_path: Path) -> None:
    before_it = children()
    naive = [plain("n", first_seen=datetime(2024, 1, 1))]  # noqa: DTZ001 - which is what goes wrong
    with pytest.raises(ValueError, match="no time zone"):
        EmbeddedIndex(tmp_path).rebuild([*many(COUNT), *naive])
    assert children() == before_it


def test_many_documents_are_all_written(tmp_path: Path) -> None:
    index = EmbeddedIndex(tmp_path, seconds=60)
    index.rebuild(many(COUNT))
    assert index.check() == COUNT
    assert len(found(index, Word("common"))) == len(found(index, Everything())) == COUNT
    assert found(index, Phrase("common unique8999")) == {"n8999"}


def test_the_script_that_asks_for_many_documents_is_run_once(tmp_path: Path) -> None:
    """The second process knows nothing of it: else it would begin anew there, and wait for the lock for ever."""
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
