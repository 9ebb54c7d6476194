"""Why a document is a hit, or is none, node by node."""

from collections.abc import Iterator

import pytest

from index.explanation import Contribution, Explanation, Part
from index.port import SearchIndex
from index.query import parse
from index.query.nodes import And, Boost, Everything, Fuzzy, Node, Not, Or, Phrase, Prefix, Query, Value, Wildcard, Word
from index.types import Filters
from tests.contract.archive import ARCHIVE, day, found, plain
from tests.contract.test_nodes import CASES

IDS = [document.id for document in ARCHIVE]
MIXED: list[Node] = [
    Or((Boost(Phrase("denial of service"), 2.5), Word("worm"), Value("kind", "news"))),
    And((Or((Word("worm"), Prefix("zomb"))), Not(Word("spam")))),
    And((Word("worm"), Or((And((Word("zombie"), Word("absent"))), Fuzzy("botmet"))))),
    Boost(Or((Prefix("zomb"), Fuzzy("botmet"), Wildcard("w?rm"))), 3.0),
    Boost(Or((Word("service"), Boost(Phrase("the service"), 3.0))), 0.5),
    Or((Phrase("worm another worm"), Not(Word("worm")))),
    Not(And((Word("worm"), Not(Word("spam"))))),
]


def given(part: Part) -> Iterator[Contribution]:
    """What counts for the score: contributions of parts that matched, below parts that matched."""
    if part.matched:
        yield from part.contributions
        for below in part.parts:
            yield from given(below)


def only(index: SearchIndex, node: Node, id_: str, filters: Filters = Filters()) -> Explanation:  # noqa: B008 - frozen
    return index.explain(Query(node), [id_], filters)[id_]


@pytest.mark.parametrize("node", [*(node for node, _ in CASES), *MIXED], ids=lambda node: str(node)[:60])
def test_contributions_add_up_to_the_score_of_every_hit(archive: SearchIndex, node: Node) -> None:
    scores = {hit.id: hit.score for hit in archive.search(Query(node)).hits}
    explained = archive.explain(Query(node), IDS)
    assert {id_ for id_, one in explained.items() if one.matched} == scores.keys()
    for id_, one in explained.items():
        assert one.query.node == node
        assert one.score == pytest.approx(scores.get(id_, 0.0), abs=1e-9)
        if id_ in scores:
            assert sum(part.score for part in given(one.query)) == pytest.approx(scores[id_], abs=1e-9)


def test_a_contribution_names_what_it_rests_on(index: SearchIndex) -> None:
    index.apply([plain("a", "worms eat worms", title="The worm"), plain("b", "a worm"), plain("c", "none")])
    title, body = only(index, Word("worm"), "a").query.contributions
    assert (title.field, title.term, title.frequency, title.length, title.documents) == ("title", "worm", 1, 2, 1)
    assert (body.field, body.term, body.frequency, body.length, body.documents) == ("body", "worm", 2, 3, 2)
    assert title.rarity is not None
    assert body.rarity is not None
    assert title.rarity > body.rarity


def test_words_found_for_a_pattern_are_named(archive: SearchIndex) -> None:
    (title, body) = only(archive, Prefix("zomb"), "botnet").query.contributions
    assert (title.field, title.term, body.field, body.term) == ("title", "zombie", "body", "zombies")
    assert title.frequency is None


def test_the_tree_says_of_each_part_whether_it_matched(archive: SearchIndex) -> None:
    query = parse('worm -spam (tag:ddos OR tag:patch) "denial of service"')
    one = archive.explain(query, ["news"])["news"]
    assert not one.matched
    assert one.score == 0.0
    assert [(part.query, part.matched) for part in one.query.parts] == [
        ("worm", True),
        ("-spam", False),
        ("tag:ddos OR tag:patch", False),
        ('"denial of service"', False),
    ]


def test_filters_that_leave_a_document_out_are_named(archive: SearchIndex) -> None:
    filters = Filters(kind=("news",), tag=("worm",), since=day(2022), until=day(2023))
    assert only(archive, Everything(), "news", filters).excluded_by == ("until",)
    assert only(archive, Everything(), "advisory", filters).excluded_by == ("kind", "tag", "since")
    assert only(archive, Word("worm"), "news", Filters(kind=("news",))).excluded_by == ()
    left_out = only(archive, Word("worm"), "botnet", Filters(kind=("news",)))
    assert (left_out.matched, left_out.query.matched, left_out.score) == (False, True, 0.0)


def test_what_is_not_held_is_left_out(index: SearchIndex) -> None:
    index.apply([plain("a"), plain("b")])
    index.apply((), ["b"])
    assert set(index.explain(Query(Everything()), ["a", "b", "c", "a"])) == {"a"}
    assert index.explain(Query(Everything()), []) == {}


def test_deep_and_wide_queries_are_explained(archive: SearchIndex) -> None:
    node: Node = Word("worm")
    for _ in range(20):
        node = Or((And((node, Word("zombie"))), Word("spam")))
    assert only(archive, node, "botnet").matched
    wide = Or(tuple(Word(f"word{n}") for n in range(300)))
    assert not only(archive, wide, "botnet").matched
    assert found(archive, node) == {"botnet", "news"}
