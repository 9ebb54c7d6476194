"""Ours: the embedded engine, with the texts in an SQLite table beside it, as the archive keeps them."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from index.embedded import EmbeddedIndex
from index.query import Query, parse
from index.query.build import any_of
from index.query.nodes import Everything
from index.snippets import snippet
from index.types import Document, Filters, Sort
from tests.bench.corpus import Ask, Report
from tests.bench.engines import Answer

_SEEN = datetime(2024, 1, 1, tzinfo=UTC)
_SETTINGS = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
_TABLE = "CREATE TABLE reports (key INTEGER PRIMARY KEY, title, body, tags, source, date)"


class Engine:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._index: EmbeddedIndex
        self._patient: EmbeddedIndex  # for where the time does not count
        self._texts: sqlite3.Connection

    def build(self, reports: Iterable[Report]) -> None:
        self.open()
        self._texts.execute(_TABLE)
        self._index.rebuild(self._kept(reports))
        self._texts.commit()

    def open(self) -> None:
        self._index = EmbeddedIndex(self._folder / "index")
        self._patient = EmbeddedIndex(self._folder / "index", seconds=600)
        self._texts = sqlite3.connect(self._folder / "texts.db")
        self._texts.executescript(_SETTINGS)

    def ask(self, ask: Ask) -> Answer:
        query = parse(ask.text)
        sort = Sort.NEWEST if ask.kind == "date_sort" else Sort.RELEVANCE
        facets = ("tag",) if ask.kind == "facet" else ()
        found = self._index.search(query, _filters(ask), sort=sort, size=ask.size, facets=facets)
        keys = tuple(int(hit.id) for hit in found.hits)
        if ask.kind == "snippet":
            self._snippets(keys, query)
        counts = {facet.value: facet.count for facet in found.facets.get("tag", ())[:10]}
        return Answer(keys, found.total, counts, found.partial)

    def rank(self, words: Sequence[str], depth: int) -> list[int]:
        read = [parse(word).node for word in words]
        wanted = any_of(node for node in read if not isinstance(node, Everything))  # that of a sign alone
        return [int(hit.id) for hit in self._patient.search(Query(wanted), size=depth).hits]

    def every(self, ask: Ask) -> set[int]:
        found = self._patient.search(parse(ask.text), _filters(ask), sort=Sort.NEWEST, size=10_000_000)
        return {int(hit.id) for hit in found.hits}

    def add(self, report: Report) -> None:
        self._index.apply(self._kept([report]))
        self._texts.commit()

    def _kept(self, reports: Iterable[Report]) -> Iterator[Document]:
        for one in reports:
            row = (one.key, one.title, one.body, ",".join(one.tags), one.source, one.date)
            self._texts.execute("INSERT INTO reports VALUES (?, ?, ?, ?, ?, ?)", row)
            yield Document(
                id=str(one.key),
                title=one.title,
                body=one.body,
                kind="report",
                first_seen=_SEEN,
                source=one.source,
                tags=tuple(one.tags),
                published=_day(one.date) if one.date else None,
            )

    def _snippets(self, keys: tuple[int, ...], query: Query) -> list[str]:
        marks = ",".join("?" * len(keys))
        rows = self._texts.execute(f"SELECT body FROM reports WHERE key IN ({marks})", keys)
        return [snippet(body, query) for (body,) in rows]


def _filters(ask: Ask) -> Filters:
    return Filters(
        tag=(ask.tag,) if ask.tag else (),
        since=_day(ask.since) if ask.since else None,
        until=_day(ask.until) + timedelta(days=1) if ask.until else None,
    )


def _day(iso: str) -> datetime:
    return datetime.fromisoformat(iso).replace(tzinfo=UTC)
