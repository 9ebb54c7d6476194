"""An index that repairs itself: its intact part answers while it is rebuilt from the database."""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from threading import Lock, Thread
from typing import TypeVar

from sqlalchemy.exc import OperationalError

from index.explanation import Explanation
from index.port import IndexDamaged, SearchIndex
from index.query.nodes import Query
from index.types import Cursor, Document, Filters, Hit, Results, Sort, Spelling, Suggestion
from kb.indexer import Indexer

PATIENCE = 2.0  # seconds that a search waits for the index to be whole; a small one is written anew in less

T = TypeVar("T")


class SelfHealing:
    """A SearchIndex around another one, which repairs it when a search meets damage; only the indexer writes it."""

    def __init__(self, engine: SearchIndex, remains: SearchIndex, indexer: Indexer, patience: float = PATIENCE) -> None:
        """`remains` is the same index, read as far as it is intact."""
        self._engine, self._remains, self._indexer = engine, remains, indexer
        self._patience = patience
        self._lock = Lock()
        self._mending: Thread | None = None

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
        return self._ask(
            lambda index: index.search(query, filters, sort=sort, offset=offset, size=size, after=after, facets=facets)
        )

    def count(self, query: Query, filters: Filters = Filters()) -> int:  # noqa: B008 - frozen
        return self._ask(lambda index: index.count(query, filters))

    def explain(
        self,
        query: Query,
        ids: Sequence[str],
        filters: Filters = Filters(),  # noqa: B008 - frozen
    ) -> Mapping[str, Explanation]:
        return self._ask(lambda index: index.explain(query, ids, filters))

    def suggest(self, typed: str, limit: int = 8) -> tuple[Suggestion, ...]:
        return self._ask(lambda index: index.suggest(typed, limit))

    def spellings(self, words: Sequence[str]) -> Mapping[str, tuple[Spelling, ...]]:
        return self._ask(lambda index: index.spellings(words))

    def alike(self, document: Document, limit: int = 5) -> tuple[Hit, ...]:
        return self._ask(lambda index: index.alike(document, limit))

    def apply(self, put: Iterable[Document], drop: Iterable[str] = ()) -> None:
        self._engine.apply(put, drop)

    def rebuild(self, documents: Iterable[Document]) -> None:
        self._engine.rebuild(documents)

    def check(self) -> int:
        return self._engine.check()

    def close(self) -> None:
        self._engine.close()
        self._remains.close()

    def _ask(self, ask: Callable[[SearchIndex], T]) -> T:
        try:
            return ask(self._engine)
        except IndexDamaged:
            self._mend()
        try:
            return ask(self._engine)
        except IndexDamaged:
            return ask(self._remains)

    def _mend(self) -> None:
        """Repair it in the background, once for all searches that meet the damage, and wait a little for it."""
        with self._lock:
            if self._mending is None or not self._mending.is_alive():
                self._mending = Thread(target=self._heal, daemon=True)
                self._mending.start()
            mending = self._mending
        mending.join(self._patience)

    def _heal(self) -> None:
        try:
            self._indexer.heal()
        except (OSError, OperationalError, IndexDamaged) as error:
            logging.getLogger(__name__).warning(
                "the index is damaged and could not be mended (%s): make room, then run `kb reindex`", error
            )
