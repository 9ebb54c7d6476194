"""Order, pages, facets, filters and what else a search gives back."""

from datetime import timedelta

import pytest

from index.port import SearchIndex
from index.query.nodes import Everything, Or, Query, Value, Word
from index.types import Facet, Filters, Sort
from tests.contract.archive import BEGIN, EVERY_DOCUMENT, day, found, many, plain, ranked

EVERYTHING = Query(Everything())

FILTERS = [
    (Filters(), "advisory botnet news page"),
    (Filters(kind=("news",)), "news"),
    (Filters(kind=("news", "page")), "news page"),
    (Filters(kind=("News",)), "news"),
    (Filters(category=("Report",)), "botnet"),
    (Filters(tag=("Worm",)), "botnet news"),
    (Filters(tag=("worm", "patch")), "advisory botnet news"),
    (Filters(source=("vendor",)), "advisory"),
    (Filters(indicator=(("ipv4", "198.51.100.7"),)), "botnet"),
    (Filters(indicator=(("ipv4", "198.51.100.7"), ("cve", "CVE-2021-44228"))), "advisory botnet"),
    (Filters(indicator=(("domain", "198.51.100.7"),)), ""),
    (Filters(since=day(2022)), "botnet news"),
    (Filters(until=day(2022)), "advisory"),
    (Filters(since=day(2021, 12, 10), until=day(2023, 5, 1)), "advisory botnet"),
    (Filters(kind=("news",), tag=("patch",)), ""),
    (Filters(kind=("news", "statement"), tag=("worm",), since=day(2023)), "news"),
    (Filters(kind=("absent",)), ""),
]


@pytest.mark.parametrize(("filters", "expected"), FILTERS, ids=lambda value: str(value)[:80])
def test_filters_narrow(archive: SearchIndex, filters: Filters, expected: str) -> None:
    assert found(archive, Everything(), filters) == set(expected.split())


def test_filters_leave_scores_alone(archive: SearchIndex) -> None:
    query = Query(Word("worm"))
    alone = {hit.id: hit.score for hit in archive.search(query).hits}
    for filters in (Filters(kind=("news",)), Filters(tag=("worm",)), Filters(since=day(2000))):
        for hit in archive.search(query, filters).hits:
            assert hit.score == alone[hit.id]


def test_a_document_without_a_date_is_in_no_range_of_dates(archive: SearchIndex) -> None:
    assert "page" not in found(archive, Everything(), Filters(since=day(1)))
    assert "page" not in found(archive, Everything(), Filters(until=day(9999)))


def test_newest_and_oldest_go_by_date_and_by_first_seen_where_it_is_unknown(archive: SearchIndex) -> None:
    newest = archive.search(EVERYTHING, sort=Sort.NEWEST).hits
    assert ranked(newest) == ["news", "botnet", "advisory", "page"]
    assert {hit.score for hit in newest} == {0.0}
    assert ranked(archive.search(EVERYTHING, sort=Sort.OLDEST).hits) == ["page", "advisory", "botnet", "news"]


@pytest.mark.parametrize("sort", Sort)
def test_ties_stand_latest_seen_first_and_then_by_id_from_the_last(index: SearchIndex, sort: Sort) -> None:
    later, same = BEGIN + timedelta(days=1), {"published": day(2020)}
    index.apply([plain("b", **same), plain("d", **same)])
    index.apply([plain("a", **same), plain("c", first_seen=later, **same)])
    assert ranked(index.search(EVERYTHING, sort=sort).hits) == ["c", "d", "b", "a"]


def test_dates_before_1970_and_fractions_of_seconds_sort(index: SearchIndex) -> None:
    index.apply(
        [
            plain("old", published=day(1889)),
            plain("mid", published=day(2000)),
            plain("new", published=day(2000) + timedelta(microseconds=1)),
        ]
    )
    assert ranked(index.search(EVERYTHING, sort=Sort.OLDEST).hits) == ["old", "mid", "new"]


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("size", [1, 7, 20])
def test_pages_put_together_are_the_whole_in_order(index: SearchIndex, sort: Sort, size: int) -> None:
    index.apply(many(30))
    index.apply(many(15, begin=30))
    query = Query(Or((Word("even"), Word("common"))))
    whole = ranked(index.search(query, sort=sort, size=100).hits)
    pages = [ranked(index.search(query, sort=sort, offset=offset, size=size).hits) for offset in range(0, 45, size)]
    assert [id_ for page in pages for id_ in page] == whole
    assert len(set(whole)) == 45


def test_a_page_beyond_the_end_is_empty_and_keeps_the_total(archive: SearchIndex) -> None:
    beyond = archive.search(EVERYTHING, offset=100)
    assert (beyond.hits, beyond.total) == ((), 4)
    nothing = archive.search(EVERYTHING, size=0)
    assert (nothing.hits, nothing.total) == ((), 4)


def test_facets_count_the_documents_found(archive: SearchIndex) -> None:
    facets = archive.search(EVERYTHING, facets=("kind", "category", "source", "tag", "year"), size=1).facets
    assert facets["tag"][0].count == 2
    assert facets["tag"][0].value.lower() == "worm"
    assert facets["tag"][1:] == (Facet("ddos", 1), Facet("patch", 1))
    assert {facet.value: facet.count for facet in facets["year"]} == {"2021": 1, "2022": 1, "2023": 1}
    assert {facet.value for facet in facets["category"]} == {"Report", "Advisory"}
    assert {facet.value for facet in facets["source"]} == {"blocklist", "vendor", "paper"}
    assert sum(facet.count for facet in facets["kind"]) == 4


def test_a_many_valued_facet_counts_each_value_of_each_document_once(index: SearchIndex) -> None:
    index.apply([plain("one", tags=("a", "b", "a", "A")), plain("two", tags=("b", "c"))])
    index.apply([plain("three", tags=("b",))])
    facets = index.search(EVERYTHING, facets=("tag",)).facets
    assert [(facet.value.lower(), facet.count) for facet in facets["tag"]] == [("b", 3), ("a", 1), ("c", 1)]


def test_facets_follow_the_query_the_filters_and_what_was_removed(index: SearchIndex) -> None:
    index.apply(
        [plain("a", "alpha", tags=("x",)), plain("b", "alpha", tags=("x", "y")), plain("c", "beta", tags=("x",))]
    )
    index.apply([], drop=["a"])
    assert index.search(Query(Word("alpha")), facets=("tag",)).facets == {"tag": (Facet("x", 1), Facet("y", 1))}
    assert index.search(EVERYTHING, Filters(tag=("y",)), facets=("tag",)).facets["tag"] == (
        Facet("x", 1),
        Facet("y", 1),
    )


def test_every_value_of_a_facet_selects_as_many_documents_as_it_counts(archive: SearchIndex) -> None:
    for name in ("kind", "category", "source", "tag"):
        for facet in archive.search(EVERYTHING, facets=(name,)).facets[name]:
            assert len(found(archive, Everything(), Filters(**{name: (facet.value,)}))) == facet.count


def test_facets_that_were_not_asked_for_are_not_there(archive: SearchIndex) -> None:
    assert archive.search(EVERYTHING).facets == {}
    with pytest.raises(ValueError, match="colour"):
        archive.search(EVERYTHING, facets=("colour",))


def test_notes_of_the_query_come_with_the_results(archive: SearchIndex) -> None:
    results = archive.search(Query(Word("worm"), notes=("Something was mended.",)))
    assert results.notes == ("Something was mended.",)
    assert not results.partial
    assert results.took_ms > 0


@pytest.mark.parametrize("odd", ["a\ud800b", "\x00", "\x1f", "a\nb", "x" * 100_000, "é" * 3_000, "'\"<&>", "a\x1fb"])
def test_odd_values_are_kept_apart_and_break_nothing(index: SearchIndex, odd: str) -> None:
    index.apply([plain("odd", odd, title=odd, tags=(odd,), category=odd, indicators=(("url", odd),)), plain("even")])
    results = index.search(EVERYTHING, facets=("tag", "category"))
    assert results.total == 2
    assert len(results.facets["tag"]) <= 1
    assert found(index, Value("tag", odd)) <= {"odd"}


def test_ids_of_any_letters_come_back_as_they_were(index: SearchIndex) -> None:
    ids = {"1", "01", "É", "a b", "名", "x" * 500}
    index.apply([plain(id_) for id_ in ids])
    assert found(index, Everything(), EVERY_DOCUMENT) == ids
