"""What the embedded engine does beyond the contract: few segments, fair scores over them, time kept."""

import time
from pathlib import Path

import pytest

from index.embedded import EmbeddedIndex
from index.embedded.writing import policy, rows
from index.embedded.writing.values import address
from index.query.nodes import Everything, Or, Phrase, Prefix, Query, Wildcard, Word
from tests.contract.archive import found, many, plain


def segments(folder: Path) -> int:
    return len(list(folder.rglob("*.flat")))


def test_segments_stay_few_and_nothing_else_is_left(tmp_path: Path) -> None:
    index = EmbeddedIndex(tmp_path)
    for n in range(60):
        index.apply(many(2, begin=2 * n))
        assert segments(tmp_path) <= 3
    assert index.check() == 120
    names = [path.name for path in tmp_path.rglob("*") if path.is_file()]
    assert len(names) == 2 + 1 + segments(tmp_path)  # CURRENT and lock, a table of contents, a file a segment


def test_a_segment_of_which_most_is_deleted_is_written_again(tmp_path: Path) -> None:
    index = EmbeddedIndex(tmp_path)
    index.apply(many(100))
    size = sum(path.stat().st_size for path in tmp_path.rglob("*.flat"))
    index.apply([], drop=[f"n{n}" for n in range(60)])
    assert sum(path.stat().st_size for path in tmp_path.rglob("*.flat")) < size
    assert found(index, Word("common")) == {f"n{n}" for n in range(60, 100)}


def test_scores_do_not_depend_on_segments(tmp_path: Path) -> None:
    one, several = EmbeddedIndex(tmp_path / "one"), EmbeddedIndex(tmp_path / "several")
    one.apply(many(64))
    for begin, count in ((0, 40), (40, 24)):
        several.apply(many(count, begin))
    assert segments(tmp_path / "several") > 1
    for node in (Word("common"), Or((Word("even"), Word("unique7"))), Phrase("common unique9")):
        left, right = (index.search(Query(node), size=100).hits for index in (one, several))
        assert [hit.id for hit in left] == [hit.id for hit in right]
        assert [hit.score for hit in left] == pytest.approx([hit.score for hit in right])


@pytest.mark.parametrize("most", [1, 3, 10**9])
def test_of_documents_with_one_id_the_last_counts_wherever_segments_end(
    tmp_path: Path, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "_MOST", most)  # words of a segment
    monkeypatch.setattr(policy, "EACH", 100)
    index = EmbeddedIndex(tmp_path)
    texts = [("a", "first"), ("b", "only"), ("a", "second"), ("c", "first"), ("c", "second"), ("a", "last")]
    index.rebuild(plain(id_, text) for id_, text in texts)
    assert (segments(tmp_path) > 1) == (most < 6)
    assert found(index, Word("first")) == set()
    assert [found(index, Word(word)) for word in ("only", "second", "last")] == [{"b"}, {"c"}, {"a"}]
    assert index.check() == 3


@pytest.mark.parametrize(
    "node",
    [
        Word("common"),
        Everything(),
        Phrase("common common", slop=40),
        Or(tuple(Prefix(letter) for letter in "abcdefghij")),
        Or(tuple(Wildcard(f"*{letter}*") for letter in "abcdefghij")),
    ],
    ids=str,
)
def test_a_search_without_time_gives_what_it_has_and_says_so(tmp_path: Path, node: Everything) -> None:
    EmbeddedIndex(tmp_path).apply(many(2_000))
    index = EmbeddedIndex(tmp_path, seconds=0.0)
    results = index.search(Query(Or((node, Word("common")))), facets=("tag",))
    assert results.partial
    assert "cut" in results.notes[-1]
    assert results.total < 2_000
    assert len(results.hits) == min(20, results.total)
    assert index.count(Query(Word("common"))) == 2_000


def test_a_hostile_document_does_not_hold_up_a_phrase(tmp_path: Path) -> None:
    index = EmbeddedIndex(tmp_path)
    index.apply([plain("hostile", "worm " * 200_000)])
    began = time.process_time()
    results = index.search(Query(Phrase("worm " * 40 + "zombie", slop=50)))
    results = index.search(Query(Phrase("worm " * 40, slop=50)))
    assert results.partial or results.total == 1
    assert time.process_time() - began < 20


@pytest.mark.parametrize(
    ("network", "term"),
    [
        ("192.0.2.1", "00000000000000000000ffffc0000201/128"),
        ("192.0.2.0/24", "00000000000000000000ffffc0000200/120"),
        ("2001:db8::1", "20010db8000000000000000000000001/128"),
        ("::/0", "00000000000000000000000000000000/000"),
    ],
)
def test_addresses_sort_as_numbers(network: str, term: str) -> None:
    assert address(network) == term


def test_a_value_is_shown_as_most_documents_of_all_segments_spell_it(tmp_path: Path) -> None:
    index = EmbeddedIndex(tmp_path)
    index.apply([plain("0", tags=("Data breach", '"')), plain("1", tags=("Data breach",)), *many(300)])
    for number, tags in enumerate((("data_breach",), ("data_breach", "ｗｏｒｍ"), ("data_breach",) * 2), 2):
        index.apply([plain(f"{number}", tags=tags)])
    assert segments(tmp_path) > 1
    assert shown(index) == {"data_breach": 5, "ｗｏｒｍ": 1}
    index.rebuild([plain("1", tags=("data_breach", "Data Breach")), plain("2", tags=("data_breach",))])
    assert shown(index) == {"data_breach": 2}


def shown(index: EmbeddedIndex) -> dict[str, int]:
    return {facet.value: facet.count for facet in index.search(Query(Everything()), facets=("tag",)).facets["tag"]}
