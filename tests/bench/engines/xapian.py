"""Xapian: English stems with positions, title at twice the weight, tags as terms, dates and tags in value slots."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import xapian

from tests.bench.corpus import Ask, Report
from tests.bench.engines import Answer

_DATE, _TAGS = 0, 1  # value slots
_BETWEEN = "\x1f"
_PARSED = xapian.QueryParser.FLAG_PHRASE | xapian.QueryParser.FLAG_BOOLEAN | xapian.QueryParser.FLAG_WILDCARD


class Engine:
    def __init__(self, folder: Path) -> None:
        self._place = str(folder / "xapian")
        self._stemmer = xapian.Stem("en")
        self._parser = xapian.QueryParser()
        self._parser.set_stemmer(self._stemmer)
        self._parser.set_stemming_strategy(xapian.QueryParser.STEM_ALL)
        self._parser.set_default_op(xapian.Query.OP_AND)
        self._writer: Any = None
        self._database: Any = None

    def build(self, reports: Iterable[Report]) -> None:
        database = xapian.WritableDatabase(self._place, xapian.DB_CREATE_OR_OVERWRITE)
        for report in reports:
            database.replace_document(report.key, self._document(report))
        database.commit()
        database.close()

    def open(self) -> None:
        self._database = xapian.Database(self._place)
        self._parser.set_database(self._database)  # for prefixes

    def ask(self, ask: Ask) -> Answer:
        enquire = self._enquire(ask)
        if ask.kind != "facet":
            found = enquire.get_mset(0, ask.size)
            if ask.kind == "snippet":
                for hit in found:
                    found.snippet(hit.document.get_data().decode(), 240, self._stemmer)
            return Answer(tuple(hit.docid for hit in found))
        spy = xapian.ValueCountMatchSpy(_TAGS)
        enquire.add_matchspy(spy)
        found = enquire.get_mset(0, ask.size, self._database.get_doccount())
        counts: Counter[str] = Counter()
        for together in spy.values():
            for tag in together.term.decode().split(_BETWEEN):
                counts[tag] += together.termfreq
        return Answer(tuple(hit.docid for hit in found), found.get_matches_estimated(), dict(counts.most_common(10)))

    def rank(self, words: Sequence[str], depth: int) -> list[int]:
        enquire = xapian.Enquire(self._database)
        enquire.set_query(xapian.Query(xapian.Query.OP_OR, [self._stemmer(word) for word in words]))
        return [hit.docid for hit in enquire.get_mset(0, depth)]

    def every(self, ask: Ask) -> set[int]:
        return {hit.docid for hit in self._enquire(ask).get_mset(0, self._database.get_doccount())}

    def add(self, report: Report) -> None:
        if self._writer is None:
            self._writer = xapian.WritableDatabase(self._place, xapian.DB_OPEN)
        self._writer.replace_document(report.key, self._document(report))
        self._writer.commit()
        self._database.reopen()

    def _enquire(self, ask: Ask) -> Any:
        query = self._parser.parse_query(ask.text, _PARSED)
        if ask.tag:
            query = xapian.Query(xapian.Query.OP_FILTER, query, xapian.Query(f"XTAG{ask.tag}"))
        if ask.since and ask.until:
            dated = xapian.Query(xapian.Query.OP_VALUE_RANGE, _DATE, ask.since, ask.until)
            query = xapian.Query(xapian.Query.OP_FILTER, query, dated)
        enquire = xapian.Enquire(self._database)
        enquire.set_query(query)
        if ask.kind == "date_sort":
            enquire.set_sort_by_value(_DATE, True)
        return enquire

    def _document(self, report: Report) -> Any:
        document = xapian.Document()
        generator = xapian.TermGenerator()
        generator.set_stemmer(self._stemmer)
        generator.set_stemming_strategy(xapian.TermGenerator.STEM_ALL)
        generator.set_document(document)
        generator.index_text(report.title, 2)
        generator.increase_termpos()
        generator.index_text(report.body)
        for tag in report.tags:
            document.add_boolean_term(f"XTAG{tag}"[:245])  # the longest term it takes
        document.add_value(_DATE, report.date or "")
        document.add_value(_TAGS, _BETWEEN.join(dict.fromkeys(report.tags)))
        document.set_data("\n".join((report.body, report.title, report.source)))
        return document
