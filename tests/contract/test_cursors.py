"""A cursor leads from page to page through every hit, however many there are."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product

import pytest

from index.port import SearchIndex
from index.query.nodes import Everything, Or, Query, Word
from index.types import Cursor, Document, Filters, Hit, Sort
from tests.contract.archive import BEGIN, day, plain, ranked

EVERYTHING = Query(Everything())
EVEN_FIRST = Query(Or((Word("even"), Word("common"))))
ALL = 40
DOCUMENTS = [
    plain(
        f"n{n}",
        f"common {'even' if n % 2 == 0 else 'odd'}",
        kind=("news", "report", "page")[n % 3],
        first_seen=BEGIN + timedelta(microseconds=n // 10),
        published=(None, day(2020), day(2020) + timedelta(microseconds=1), day(1889))[n % 4],
    )
    for n in range(ALL)
]  # of which many are level in score, in date and in first_seen

EVERY_SORT = pytest.mark.parametrize("sort", Sort)
EVERY_SIZE = pytest.mark.parametrize("size", [1, 7, 20])


@pytest.fixture
def segments(index: SearchIndex) -> SearchIndex:
    """DOCUMENTS in several commits, ties across them, and some that were there once."""
    index.apply([*DOCUMENTS[::3], plain("gone", "common even")])
    index.apply(DOCUMENTS[1::3])
    index.apply([*DOCUMENTS[2::3], DOCUMENTS[0]], drop=["gone"])
    return index


def walk(
    index: SearchIndex,
    query: Query,
    sort: Sort,
    size: int,
    filters: Filters = Filters(),  # noqa: B008 - frozen
) -> Iterator[tuple[Hit, ...]]:
    """The hits of one page after the other."""
    after = None
    while True:
        page = index.search(query, filters, sort=sort, size=size, after=after)
        yield page.hits
        if page.next is None:
            return
        assert (len(page.hits), page.next == after) == (size, False)
        after = page.next


@EVERY_SORT
@EVERY_SIZE
@pytest.mark.parametrize("query", [EVERYTHING, EVEN_FIRST], ids=["everything", "scored"])
def test_pages_behind_one_another_are_the_whole_in_order(
    segments: SearchIndex, query: Query, sort: Sort, size: int
) -> None:
    whole = segments.search(query, sort=sort, size=1_000)
    assert (len(whole.hits), whole.next) == (ALL, None)
    assert [hit for page in walk(segments, query, sort, size) for hit in page] == list(whole.hits)


@EVERY_SORT
def test_filters_and_the_total_hold_behind_a_cursor(segments: SearchIndex, sort: Sort) -> None:
    filters = Filters(kind=("news",), since=day(1900))
    whole = segments.search(EVEN_FIRST, filters, sort=sort, size=1_000)
    assert [hit for page in walk(segments, EVEN_FIRST, sort, 3, filters) for hit in page] == list(whole.hits)
    after = segments.search(EVEN_FIRST, filters, sort=sort, size=3).next
    assert segments.search(EVEN_FIRST, filters, sort=sort, after=after).total == whole.total > 3


@EVERY_SORT
def test_a_cursor_follows_a_page_by_number_as_well(segments: SearchIndex, sort: Sort) -> None:
    whole = ranked(segments.search(EVEN_FIRST, sort=sort, size=1_000).hits)
    after = segments.search(EVEN_FIRST, sort=sort, offset=10, size=5).next
    assert ranked(segments.search(EVEN_FIRST, sort=sort, size=1_000, after=after).hits) == whole[15:]


@pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.OLDEST])
def test_by_date_what_stays_is_met_once_while_others_come_and_go(segments: SearchIndex, sort: Sort) -> None:
    stay = {document.id for document in DOCUMENTS[::2]}
    seen: list[str] = []
    for page, others in zip(walk(segments, EVERYTHING, sort, 1), changes(), strict=False):
        seen += ranked(page)
        segments.apply(*others)
    assert sorted(id_ for id_ in seen if id_ in stay) == sorted(stay)


def test_by_relevance_an_index_that_changes_is_walked_to_its_end(segments: SearchIndex) -> None:
    for _, others in zip(walk(segments, EVEN_FIRST, Sort.RELEVANCE, 1), changes(), strict=False):
        segments.apply(*others)
    for at, _ in enumerate(walk(segments, EVEN_FIRST, Sort.RELEVANCE, 7)):
        segments.rebuild(DOCUMENTS[at:])


def changes() -> Iterator[tuple[list[Document], list[str]]]:
    """Every second document goes, often as the cursor stands at it, and new ones come on either side."""
    for n in range(1, ALL, 2):
        published = day(1800 + 10 * n)
        yield [plain(f"new{n}", "common even " * n, published=published)], [DOCUMENTS[-n].id]
    while True:
        yield [], []


@EVERY_SORT
def test_any_cursor_is_a_place(segments: SearchIndex, sort: Sort) -> None:
    keys = (0, 1e300, -1e300, 2**70, float("inf"), float("nan"))
    for cursor in product(keys, (0, -(2**63), 2**70), ("", "absent", "n7", "é名", "x" * 500)):
        assert segments.search(EVEN_FIRST, sort=sort, after=Cursor(*cursor)).total == ALL, cursor
