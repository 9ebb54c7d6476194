"""Many documents are written by two processes, whatever becomes of the second."""

import multiprocessing
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from index.embedded import EmbeddedIndex
from index.embedded.writing.build import HelperDied
from index.query.nodes import Everything, Phrase, Word
from index.types import Document
from tests.contract.archive import found, many

COUNT = 9_000


def test_two_processes_write_what_one_would(tmp_path: Path) -> None:
    index = EmbeddedIndex(tmp_path, seconds=60)
    index.rebuild(many(COUNT))
    assert index.check() == COUNT
    assert len(found(index, Word("common"))) == len(found(index, Everything())) == COUNT
    assert found(index, Phrase("common unique8999")) == {"n8999"}


def test_a_second_process_that_is_killed_takes_nothing_with_it(tmp_path: Path) -> None:
    """It may have been killed before it was given anything: then all is written without it."""

    def killing() -> Iterator[Document]:
        for n, document in enumerate(many(3 * COUNT)):
            if n > COUNT:
                for child in multiprocessing.active_children():
                    child.kill()
            yield document

    index = EmbeddedIndex(tmp_path, seconds=60)
    index.apply(many(3))
    try:
        index.rebuild(killing())
    except HelperDied:
        assert index.check() == 3
        index.rebuild(many(5))
        assert index.check() == 5
    else:
        assert index.check() == 3 * COUNT


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
