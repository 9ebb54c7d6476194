"""What a search engine must do. The contract tests in `tests/contract` hold every engine to it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from index.explanation import Explanation
from index.query.nodes import Query
from index.types import Cursor, Document, Filters, Hit, Results, Sort, Spelling, Suggestion

FACETS = ("kind", "category", "source", "tag", "year")


class IndexDamaged(Exception):
    """The index on disk cannot be read whole. It holds nothing of its own: rebuild it from the archive."""


class SearchIndex(Protocol):
    """A cache of the archive that answers which documents match. Safe for use by many threads and processes."""

    def apply(self, put: Iterable[Document], drop: Iterable[str] = ()) -> None:
        """Replace and remove by id in one commit that is durable on return; safe to repeat."""

    def search(
        self,
        query: Query,
        filters: Filters = Filters(),  # noqa: B008 - frozen
        *,
        sort: Sort = Sort.RELEVANCE,
        offset: int = 0,
        size: int = 20,
        after: Cursor | None = None,
        facets: tuple[str, ...] = (),
    ) -> Results:
        """One page of hits, the total, and the facets asked for (of FACETS).

        Of documents that tell one story, one is a hit: the one that leads it, where it matches.
        """

    def count(self, query: Query, filters: Filters = Filters()) -> int:  # noqa: B008 - frozen
        """How many hits a search has."""

    def explain(
        self,
        query: Query,
        ids: Sequence[str],
        filters: Filters = Filters(),  # noqa: B008 - frozen
    ) -> Mapping[str, Explanation]:
        """For each id why its document is a hit or not; ids not held are left out. As bounded as one search."""

    def suggest(self, typed: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """What the last word typed may become, and the reports whose titles have all words typed, best first.

        Indicators may be begun in any notation. A few of each kind come before more of one. What is offered fits the
        words before the last one, and so does its count.
        """

    def spellings(self, words: Sequence[str]) -> Mapping[str, tuple[Spelling, ...]]:
        """For each of the words that has any, a few spellings far more frequent in the archive, the likeliest first."""

    def alike(self, document: Document, limit: int = 5) -> tuple[Hit, ...]:
        """The documents that share most of the distinctive terms of this one, best first and without its own story.

        It need not be held itself. None that shares less than a fair part of it is named.
        """

    def rebuild(self, documents: Iterable[Document]) -> None:
        """Write a new index beside the live one and swap; readers see the old one whole, then the new one whole."""

    def check(self) -> int:
        """How many documents it holds; raises IndexDamaged when its files are not what was committed."""

    def close(self) -> None:
        """Let go of files and maps."""
