"""An index that mends itself: whoever meets damage waits while it is written anew from the database."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from index.port import IndexDamaged, SearchIndex
from index.query.nodes import Query
from index.types import Cursor, Document, Filters, Results, Sort
from kb.outbox import Indexer

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SelfHealing:
    """A SearchIndex over another one. Reading mends it; what writes it is the indexer alone."""

    engine: SearchIndex
    indexer: Indexer

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
        return self._whole(
            lambda: self.engine.search(query, filters, sort=sort, offset=offset, size=size, after=after, facets=facets)
        )

    def count(self, query: Query, filters: Filters = Filters()) -> int:  # noqa: B008 - frozen
        return self._whole(lambda: self.engine.count(query, filters))

    def suggest(self, typed: str, limit: int = 8) -> tuple[str, ...]:
        return self._whole(lambda: self.engine.suggest(typed, limit))

    def apply(self, put: Iterable[Document], drop: Iterable[str] = ()) -> None:
        self.engine.apply(put, drop)

    def rebuild(self, documents: Iterable[Document]) -> None:
        self.engine.rebuild(documents)

    def check(self) -> int:
        return self.engine.check()

    def close(self) -> None:
        self.engine.close()

    def _whole(self, ask: Callable[[], T]) -> T:
        try:
            return ask()
        except IndexDamaged:
            self.indexer.heal()
            return ask()
