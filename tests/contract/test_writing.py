"""What writing promises: one commit, safe to repeat, seen at once everywhere, never seen half."""

import random
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.port import SearchIndex
from index.query.nodes import And, Dates, Everything, Node, Not, Or, Phrase, Prefix, Query, Value, Word
from index.types import Document, Filters
from tests.contract.archive import BEGIN, found, many, plain
from tests.contract.conftest import Open

EVERYTHING = Query(Everything())


def test_a_document_put_again_replaces_the_old_one(index: SearchIndex) -> None:
    index.apply([plain("a", "alpha", tags=("x",)), plain("b", "beta")])
    index.apply([plain("a", "gamma", tags=("y",))])
    assert found(index, Everything()) == {"a", "b"}
    assert found(index, Word("alpha")) == set()
    assert found(index, Value("tag", "x")) == set()
    assert found(index, Word("gamma")) == {"a"}


def test_applying_the_same_twice_changes_nothing(index: SearchIndex) -> None:
    for _ in range(2):
        index.apply(many(5), drop=["n7", "absent"])
        assert found(index, Word("common")) == {f"n{n}" for n in range(5)}
        assert index.check() == 5


def test_a_dropped_document_is_gone_and_can_come_back(index: SearchIndex) -> None:
    index.apply([plain("a", "alpha", tags=("x",)), plain("b", "beta")])
    index.apply([], drop=["a"])
    assert found(index, Everything()) == {"b"}
    assert found(index, Prefix("al")) == found(index, Value("tag", "x")) == set()
    index.apply([plain("a", "alpha")])
    assert found(index, Word("alpha")) == {"a"}


def test_of_two_documents_with_one_id_the_later_counts(index: SearchIndex) -> None:
    index.apply([plain("a", "alpha"), plain("a", "beta")], drop=["a"])
    assert found(index, Word("beta")) == found(index, Everything()) == {"a"}
    index.rebuild([plain("a", "alpha"), plain("b"), plain("a", "gamma")])
    assert found(index, Word("gamma")) == {"a"}
    assert found(index, Word("alpha")) == set()
    assert index.check() == 2


GONE = [Everything(), Word("common"), Phrase("common unique5"), Prefix("comm"), Value("tag", "x"), Dates("seen")]


@pytest.mark.parametrize("node", [*GONE, Not(Word("absent")), Or((Word("even"), Word("odd")))], ids=str)
def test_what_is_gone_from_a_large_commit_is_found_by_nothing(index: SearchIndex, node: Node) -> None:
    index.apply([replace(document, tags=("x",)) for document in many(100)])
    before = found(index, node)
    index.apply([plain("n7", "changed", first_seen=BEGIN)], drop=["n5"])
    assert {"n5", "n7"} & before
    assert found(index, node) - {"n7"} == before - {"n5", "n7"}
    assert found(index, And((node, Not(Word("changed"))))) == before - {"n5", "n7"}
    facets = index.search(Query(node), Filters(tag=("x",)), facets=("tag", "kind")).facets
    assert [facet.count for facet in facets["tag"]] == [len(before - {"n5", "n7"})] * bool(before - {"n5", "n7"})
    assert index.check() == 99


def test_an_id_is_one_document_and_no_pattern(index: SearchIndex) -> None:
    index.apply([plain("n1"), plain("n11"), plain("N1")])
    index.apply([], drop=["n1"])
    assert found(index, Everything()) == {"n11", "N1"}


def test_nothing_applied_is_nothing_written(index: SearchIndex) -> None:
    index.apply([])
    assert index.search(EVERYTHING).total == index.check() == 0


def test_a_failing_source_of_documents_changes_nothing(index: SearchIndex) -> None:
    def failing() -> Iterator[Document]:
        yield plain("new")
        raise OSError("the database went away")

    index.apply([plain("old")])
    for write in (index.apply, index.rebuild):
        with pytest.raises(OSError, match="database"):
            write(failing())
        assert found(index, Everything()) == {"old"}
    index.apply([plain("more")])
    assert index.check() == 2


def test_a_naive_date_is_refused_and_changes_nothing(index: SearchIndex) -> None:
    index.apply([plain("old")])
    with pytest.raises(ValueError, match="time zone"):
        index.apply([plain("new"), plain("naive", published=plain("x").first_seen.replace(tzinfo=None))])
    assert found(index, Everything()) == {"old"}


def test_many_commits_hold_what_one_holds(index: SearchIndex, open_index: Open) -> None:
    for n in range(40):
        index.apply(many(3, begin=2 * n), drop=[f"n{2 * n - 10}"])
    assert found(index, Everything()) == {f"n{n}" for n in range(81) if n % 2 or n >= 70}
    assert found(open_index(), Word("unique77")) == {"n77"}


def test_a_rebuilt_index_holds_what_it_was_given_and_nothing_else(index: SearchIndex) -> None:
    index.apply(many(10))
    index.rebuild(iter(many(10, begin=5)))
    assert found(index, Everything()) == {f"n{n}" for n in range(5, 15)}
    index.rebuild([])
    assert index.check() == index.search(EVERYTHING).total == 0
    index.apply([plain("a")])
    assert found(index, Everything()) == {"a"}


def test_what_another_has_written_is_seen_at_once(open_index: Open) -> None:
    writer, reader = open_index(), open_index()
    for n in range(5):
        writer.apply(many(1, begin=n))
        assert found(reader, Everything()) == {f"n{m}" for m in range(n + 1)}
    writer.rebuild(many(2))
    assert found(reader, Everything()) == {"n0", "n1"}


def test_an_index_opened_again_is_as_it_was(open_index: Open) -> None:
    open_index().apply(many(5))
    again = open_index()
    assert again.check() == 5
    again.close()
    assert found(again, Word("even")) == {"n0", "n2", "n4"}  # closing lets go; the next search opens again


def test_readers_see_each_commit_whole_while_it_is_written_merged_and_rebuilt(open_index: Open) -> None:
    """Every commit holds documents of one generation only, ten of them, so any other answer is a torn one."""
    index = open_index()
    index.apply([plain(f"n{n}", "generation0") for n in range(10)])
    done = threading.Event()
    failures: list[object] = []

    def read(reader: SearchIndex) -> None:
        while not done.is_set():
            try:
                total = reader.search(EVERYTHING, facets=("kind",)).total
                if total != 10:
                    failures.append(total)
                reader.suggest("gen")
            except Exception as error:
                failures.append(error)

    threads = [threading.Thread(target=read, args=(reader,)) for reader in (index, index, open_index())]
    for thread in threads:
        thread.start()
    for generation in range(1, 16):
        documents = [plain(f"n{n}", f"generation{generation}") for n in range(10)]
        index.rebuild(documents) if generation % 4 == 0 else index.apply(documents)
    done.set()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(found(index, Word("generation15"))) == 10


def test_threads_and_instances_write_one_after_another(open_index: Open) -> None:
    index, other = open_index(), open_index()
    threads = [
        threading.Thread(target=(index if n % 2 else other).apply, args=([plain(f"{n}-{m}") for m in range(3)],))
        for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert index.check() == other.check() == 24


CHILD = """
import sys
from dataclasses import replace
from pathlib import Path
from tests.contract.archive import many
from tests.contract.conftest import ENGINES
index = ENGINES[sys.argv[1]](Path(sys.argv[2]))
for n in range(int(sys.argv[3]), int(sys.argv[4])):
    index.apply(many(10, begin=10 * n))
    print(n, flush=True)
"""


Start = Callable[[int, int], "subprocess.Popen[str]"]


@pytest.fixture
def child(engine: str, tmp_path: Path) -> Iterator[Start]:
    """Starts another process that applies ten documents at a time and prints the number of each commit."""
    started: list[subprocess.Popen[str]] = []

    def start(first: int, last: int) -> subprocess.Popen[str]:
        script = [sys.executable, "-W", "error", "-c", CHILD, engine, f"{tmp_path}/index", str(first), str(last)]
        started.append(subprocess.Popen(script, stdout=subprocess.PIPE, text=True))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


def test_two_processes_write_and_a_third_reads(child: Start, open_index: Open) -> None:
    index = open_index()
    writers = [child(0, 5), child(5, 10)]
    for writer in writers:
        for line in writer.stdout or ():
            assert found(index, Word(f"unique{10 * int(line)}")) == {f"n{10 * int(line)}"}
        assert writer.wait() == 0
    assert index.check() == 100


@pytest.mark.parametrize("seed", range(4))
def test_a_writer_killed_at_any_moment_leaves_the_last_commit(child: Start, open_index: Open, seed: int) -> None:
    """What was acknowledged is there, and besides it at most the one commit that was being acknowledged."""
    chance = random.Random(seed)
    writer = child(0, 1000)
    assert writer.stdout
    lines = [writer.stdout.readline() for _ in range(chance.randint(1, 3))]
    try:
        writer.wait(timeout=chance.random() / 10)
    except subprocess.TimeoutExpired:
        writer.send_signal(signal.SIGKILL)
    lines += writer.stdout.readlines()
    acknowledged = 10 * len([line for line in lines if line.endswith("\n")])
    index = open_index()
    assert index.check() in (acknowledged, acknowledged + 10)
    assert len(found(index, Word("common"))) == index.check()
    index.apply([plain("after")])
    assert index.check() in (acknowledged + 1, acknowledged + 11)
