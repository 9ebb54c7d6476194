"""Of documents that tell one story, one is a hit."""

import pytest

from index.port import SearchIndex
from index.query.nodes import Everything, Query, Word
from index.types import Facet, Filters, Sort
from tests.contract.archive import day, many, plain, ranked

EVERYTHING = Query(Everything())


@pytest.fixture
def told(index: SearchIndex) -> SearchIndex:
    """A story of three in two commits, led by the second; a story of two; one report by itself."""
    index.apply(
        [
            plain("a1", "worm", story="a2", source="wire", published=day(2020)),
            plain("a2", "worm", story="a2", source="lab", published=day(2021)),
            plain("b1", "worm flood", story="b1", source="lab", published=day(2019)),
        ]
    )
    index.apply(
        [
            plain("a3", "worm worm flood", story="a2", source="desk", published=day(2022)),
            plain("b2", "worm", story="b1", source="wire", published=day(2023)),
            plain("c", "worm", source="desk", published=day(2018)),
        ]
    )
    return index


@pytest.mark.parametrize("sort", Sort)
def test_the_document_that_leads_a_story_stands_for_it_in_every_order(told: SearchIndex, sort: Sort) -> None:
    found = told.search(Query(Word("worm")), sort=sort)
    assert {hit.id for hit in found.hits} == {"a2", "b1", "c"}
    assert (found.total, found.repeats) == (3, 3)
    assert told.count(Query(Word("worm"))) == 3


@pytest.mark.parametrize(
    ("query", "filters", "ids"),
    [
        (EVERYTHING, Filters(source=("wire",)), {"a1", "b2"}),
        (EVERYTHING, Filters(source=("desk",)), {"a3", "c"}),
        (EVERYTHING, Filters(since=day(2022)), {"a3", "b2"}),
        (Query(Word("flood")), Filters(), {"a3", "b1"}),
        (EVERYTHING, Filters(source=("wire", "desk")), {"a1", "b2", "c"}),
    ],
)
def test_where_the_leading_one_does_not_match_another_stands_for_the_story(
    told: SearchIndex, query: Query, filters: Filters, ids: set[str]
) -> None:
    assert {hit.id for hit in told.search(query, filters).hits} == ids
    assert told.count(query, filters) == len(ids)


def test_facets_count_stories_and_cursors_lead_through_each_once(told: SearchIndex) -> None:
    found = told.search(EVERYTHING, sort=Sort.NEWEST, size=1, facets=("source",))
    assert found.facets["source"] == (Facet("lab", 2), Facet("desk", 1))
    walked = list(ranked(found.hits))
    while found.next:
        found = told.search(EVERYTHING, sort=Sort.NEWEST, size=1, after=found.next)
        walked += ranked(found.hits)
    assert walked == ["a2", "b1", "c"]


def test_a_story_that_loses_its_reports_is_told_again_by_each(told: SearchIndex) -> None:
    told.apply([plain("a1", "worm"), plain("a3", "worm")], ["a2"])
    assert {hit.id for hit in told.search(EVERYTHING).hits} == {"a1", "a3", "b1", "c"}


def test_what_is_like_a_document_is_not_its_own_story(index: SearchIndex) -> None:
    text = "gribble zombie flood"
    index.apply([plain("lead", text, story="lead"), plain("led", text, story="lead"), plain("other", text), *many(16)])
    for id_ in ("lead", "led"):
        assert ranked(index.alike(plain(id_, text, story="lead"))) == ["other"]
