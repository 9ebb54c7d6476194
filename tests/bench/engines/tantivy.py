"""Tantivy: English stems, title at twice the weight, keys, tags and dates in fast columns, all threads it likes."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tantivy import Document, FieldType, Index, Occur, Order, Query, SchemaBuilder, SearchResult, SnippetGenerator

from tests.bench.corpus import Ask, Report
from tests.bench.engines import Answer

_TEXTS = ["title", "body"]
_WEIGHTS = {"title": 2.0}
_FACETS = {"tags": {"terms": {"field": "tags"}}}  # the ten most frequent, by default


class Engine:
    def __init__(self, folder: Path) -> None:
        schema = SchemaBuilder()
        schema.add_unsigned_field("key", stored=True, indexed=True, fast=True)
        for name in _TEXTS:
            schema.add_text_field(name, stored=True, tokenizer_name="en_stem")
        for name in ("tags", "source"):
            schema.add_text_field(name, stored=True, fast=True, tokenizer_name="raw", index_option="basic")
        schema.add_date_field("date", stored=True, indexed=True, fast=True)
        self._schema = schema.build()
        self._folder = str(folder)
        self._index: Any = None
        self._writer: Any = None
        self._searcher: Any = None

    def build(self, reports: Iterable[Report]) -> None:
        writer = Index(self._schema, path=self._folder).writer()
        for report in reports:
            writer.add_document(_document(report))
        writer.commit()
        writer.wait_merging_threads()

    def open(self) -> None:
        self._index = Index.open(self._folder)
        self._searcher = self._index.searcher()

    def ask(self, ask: Ask) -> Answer:
        query = self._query(ask)
        if ask.kind == "date_sort":
            found = self._searcher.search(query, limit=ask.size, order_by_field="date", order=Order.Desc)
        else:
            found = self._searcher.search(query, limit=ask.size)
        counts = {}
        if ask.kind == "snippet":
            snippets = SnippetGenerator.create(self._searcher, query, self._schema, "body")
            for _, address in found.hits:
                snippets.snippet_from_doc(self._searcher.doc(address)).to_html()
        if ask.kind == "facet":
            buckets = self._searcher.aggregate(query, _FACETS)["tags"]["buckets"]
            counts = {bucket["key"]: bucket["doc_count"] for bucket in buckets}
        return Answer(tuple(self._keys(found)), found.count, counts)

    def rank(self, words: Sequence[str], depth: int) -> list[int]:
        query = self._index.parse_query(" ".join(words), _TEXTS)
        return self._keys(self._searcher.search(query, limit=depth))

    def every(self, ask: Ask) -> set[int]:
        found = self._searcher.search(self._query(ask), limit=self._searcher.num_docs)
        return set(self._keys(found))

    def add(self, report: Report) -> None:
        if self._writer is None:
            self._writer = self._index.writer()  # a service keeps its writer
        self._writer.add_document(_document(report))
        self._writer.commit()
        self._index.reload()
        self._searcher = self._index.searcher()

    def _query(self, ask: Ask) -> Query:
        if ask.kind == "prefix":
            beginnings = [Query.phrase_prefix_query(self._schema, name, [ask.terms[0]]) for name in _TEXTS]
            return Query.boolean_query([(Occur.Should, one) for one in beginnings])
        query = self._index.parse_query(ask.text, _TEXTS, field_boosts=_WEIGHTS, conjunction_by_default=True)
        if ask.tag:
            return self._narrowed(query, Query.term_query(self._schema, "tags", ask.tag, index_option="basic"))
        if ask.since and ask.until:
            since, until = (datetime.fromisoformat(day).replace(tzinfo=UTC) for day in (ask.since, ask.until))
            return self._narrowed(query, Query.range_query(self._schema, "date", FieldType.Date, since, until))
        return query

    def _keys(self, found: SearchResult) -> list[int]:
        keys: list[int] = self._searcher.fast_field_values("key", [address for _, address in found.hits])
        return keys

    def _narrowed(self, query: Query, by: Query) -> Query:
        return Query.boolean_query([(Occur.Must, query), (Occur.Must, Query.const_score_query(by, 0.0))])


def _document(report: Report) -> Document:
    document = Document(title=report.title, body=report.body, source=report.source)
    document.add_unsigned("key", report.key)
    for tag in dict.fromkeys(report.tags):
        document.add_text("tags", tag)
    if report.date:
        document.add_date("date", datetime.fromisoformat(report.date).replace(tzinfo=UTC))
    return document
