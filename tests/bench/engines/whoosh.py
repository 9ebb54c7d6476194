"""Stock Whoosh: stemmed text, title at twice the weight, its own query parser, one segment as after a first import."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from whoosh import fields, index, sorting
from whoosh.analysis import StemmingAnalyzer
from whoosh.qparser import MultifieldParser, OrGroup
from whoosh.query import DateRange, Or, Prefix, Query, Term

from tests.bench.corpus import Ask, Report
from tests.bench.engines import Answer

_TEXTS = ["title", "body"]
_MEMORY = 256  # MB for the writer; the stock 128 MB spills to disk more often
SCHEMA = fields.Schema(
    key=fields.NUMERIC(stored=True, unique=True),
    title=fields.TEXT(StemmingAnalyzer(cachesize=-1), stored=True),
    body=fields.TEXT(StemmingAnalyzer(cachesize=-1), stored=True),
    tags=fields.KEYWORD(commas=True, stored=True),
    source=fields.ID(stored=True),
    date=fields.DATETIME(stored=True, sortable=True),
)


class Engine:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._parser = MultifieldParser(_TEXTS, SCHEMA, fieldboosts={"title": 2.0})
        self._index: Any = None
        self._searcher: Any = None

    def build(self, reports: Iterable[Report]) -> None:
        writer = index.create_in(self._folder, SCHEMA).writer(limitmb=_MEMORY)
        for report in reports:
            writer.add_document(**_document(report))
        writer.commit()

    def open(self) -> None:
        self._index = index.open_dir(self._folder)
        self._searcher = self._index.searcher()

    def ask(self, ask: Ask) -> Answer:
        query = self._query(ask)
        if ask.kind == "facet":
            return self._faceted(query, ask.size)
        if ask.kind == "date_sort":
            found = self._searcher.search(query, limit=ask.size, filter=_filter(ask), sortedby="date", reverse=True)
        else:
            found = self._searcher.search(query, limit=ask.size, filter=_filter(ask))
        if ask.kind == "snippet":
            for hit in found:
                hit.highlights("body", top=2)
        return Answer(tuple(hit["key"] for hit in found))

    def rank(self, words: Sequence[str], depth: int) -> list[int]:
        parser = MultifieldParser(_TEXTS, SCHEMA, group=OrGroup)
        return [hit["key"] for hit in self._searcher.search(parser.parse(" ".join(words)), limit=depth)]

    def every(self, ask: Ask) -> set[int]:
        found = self._searcher.search(self._query(ask), limit=None, filter=_filter(ask), scored=False)
        return {hit["key"] for hit in found}

    def add(self, report: Report) -> None:
        writer = self._index.writer()
        writer.add_document(**_document(report))
        writer.commit()
        self._searcher = self._searcher.refresh()

    def _query(self, ask: Ask) -> Query:
        if ask.kind == "prefix":  # its parser would look for words that begin with the stem of the beginning
            return Or([Prefix("title", ask.terms[0], boost=2.0), Prefix("body", ask.terms[0])])
        return self._parser.parse(ask.text)

    def _faceted(self, query: Query, size: int) -> Answer:
        by_tag = sorting.FieldFacet("tags", allow_overlap=True, maptype=sorting.Count)
        found = self._searcher.search(query, limit=size, groupedby={"tags": by_tag})
        counts = sorted(found.groups("tags").items(), key=lambda counted: -counted[1])
        return Answer(tuple(hit["key"] for hit in found[:size]), None, dict(counts[:10]))


def _filter(ask: Ask) -> Query | None:
    if ask.tag:
        return Term("tags", ask.tag)
    if ask.since and ask.until:
        return DateRange("date", datetime.fromisoformat(ask.since), datetime.fromisoformat(ask.until))
    return None


def _document(report: Report) -> dict[str, object]:
    return {
        "key": report.key,
        "title": report.title,
        "body": report.body,
        "tags": ",".join(report.tags),
        "source": report.source,
        "date": datetime.fromisoformat(report.date) if report.date else None,
    }
