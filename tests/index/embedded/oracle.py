"""The same search by an unmodified Whoosh searcher: our tree in Whoosh's own queries, with its matchers and scores."""

import math
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from fnmatch import translate
from functools import cached_property
from ipaddress import ip_network
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.query import And, ConstantScoreQuery, Every, Not, NullQuery, Or, Query, Term
from whoosh.query.spans import SpanNear2
from whoosh.reading import MultiReader, SegmentReader
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from index.analysis import alternatives, joined, surface
from index.distance import within
from index.embedded.segments.schema import SCHEMA, TEXTS, WORDS
from index.embedded.storage.store import Store
from index.embedded.writing.commit import read_entries
from index.query import nodes
from index.query.fields import indexed_values, indicator_types, normal_ref, normal_value
from index.types import Document

WEIGHTS = {"title": 2.0, "body": 1.0}
NO_SCORE = 2.0**-80  # Whoosh takes 0 for "not given"


class _Weighting(BM25F):
    """Whoosh's BM25 of each field, with the rarity that a term has in whichever field more documents have it."""

    def idf(self, searcher: Any, fieldname: str, text: bytes) -> float:
        parent = searcher.get_parent()
        having = max(parent.doc_frequency(name, text) for name in TEXTS)
        return math.log(1 + (parent.doc_count_all() - having + 0.5) / (having + 0.5))


class _Near(SpanNear2):
    """As it is but for a name that Whoosh 2.7.4 forgot to import."""

    def _and_query(self) -> Query:
        return And(self.qs)


@dataclass
class Oracle:
    """An index as Whoosh sees it, and the documents that are in it."""

    folder: Path
    documents: dict[str, Document]

    @cached_property
    def searcher(self) -> Any:
        store = Store(self.folder)
        manifest = store.decode(store.current())
        storage = FileStorage(str(store.path(manifest)))
        readers = [SegmentReader(storage, SCHEMA, entry) for entry in read_entries(storage, manifest.commit or 0)]
        return Searcher(readers[0] if len(readers) == 1 else MultiReader(readers), weighting=_Weighting(B=0.75, K1=1.2))

    def search(self, node: nodes.Node) -> list[tuple[str, float]]:
        """Ids with their scores, in the order that the contract asks for."""
        found = self._matches(self._query(node, 1.0))
        seen = {id_: document.first_seen for id_, document in self.documents.items()}
        return sorted(found, key=lambda hit: (round(hit[1], 9), seen[hit[0]], hit[0]), reverse=True)

    def _matches(self, query: Query) -> Iterator[tuple[str, float]]:
        for searcher, _ in self.searcher.leaf_searchers():
            reader = searcher.reader()
            matcher = query.matcher(searcher, searcher.context(weighting=searcher.weighting))
            while matcher.is_active():
                yield reader.stored_fields(matcher.id())["id"], matcher.score()
                matcher.next()

    def _query(self, node: nodes.Node, boost: float) -> Query:
        match node:
            case nodes.Everything():
                return ConstantScoreQuery(Every(), NO_SCORE)
            case nodes.Nothing():
                return NullQuery
            case nodes.Word(text, name):
                return _near(text, name, 1, boost)
            case nodes.Phrase(text, name, slop):
                return _near(text, name, slop + 1, boost)
            case nodes.Prefix(text, name):
                return self._words(name, {1.0: lambda word: word.startswith(surface(text))}, boost)
            case nodes.Wildcard(pattern, name):
                matches = re.compile(translate(surface(pattern).replace("[", "[[]"))).match
                return self._words(name, {1.0: lambda word: bool(matches(word))}, boost)
            case nodes.Fuzzy(text, distance, name):
                form = surface(text)
                apart = range(min(distance, max(0, len(form) - 1)) + 1)
                tests = {1 / (1 + n): lambda word, n=n: within(form, word, n) == n for n in apart}
                return self._words(name, tests, boost)
            case nodes.And(parts):
                return And([self._query(part, boost) for part in parts])
            case nodes.Or(parts):
                return _or([self._query(part, boost) for part in parts])
            case nodes.Not(part):
                return ConstantScoreQuery(And([Every(), Not(self._query(part, 1.0))]), NO_SCORE)
            case nodes.Boost(part, factor):
                return self._query(part, boost * factor)
        return self._documents(node)

    def _words(self, name: str | None, tests: dict[float, Callable[[str], bool]], boost: float) -> Query:
        """Every word of the archive is tested by itself."""
        parts = []
        for text in (name,) if name else TEXTS:
            words = [word.decode() for word in self.searcher.reader().lexicon(WORDS[text])]
            for score, test in tests.items():
                terms = [Term(WORDS[text], word.encode()) for word in words if test(word)]
                if terms:
                    parts.append(ConstantScoreQuery(_or(terms), score * WEIGHTS[text] * boost))
        return _or(parts)

    def _documents(self, node: nodes.Node) -> Query:
        """What only narrows is tested on each document by itself."""
        ids = [Term("id", id_.encode()) for id_, document in self.documents.items() if _holds(node, document)]
        return ConstantScoreQuery(_or(ids), NO_SCORE) if ids else NullQuery


def _near(text: str, name: str | None, gap: int, boost: float) -> Query:
    places, whole = alternatives(text), joined(text)
    parts: list[Query] = []
    for field in (name,) if name else TEXTS:
        weight = WEIGHTS[field] * boost
        if len(places) > 1:
            terms = [_or([Term(field, one.encode(), boost=weight) for one in place]) for place in places]
            parts.append(_Near(terms, slop=gap))
        elif places:
            parts += [Term(field, one.encode(), boost=weight) for one in places[0]]
        if whole and places:
            parts.append(Term(field, whole.encode(), boost=weight))
    return _or(parts)


def _or(parts: list[Query]) -> Query:
    if not parts:
        return NullQuery
    query = Or(parts)
    query.matcher_type = Or.DEFAULT_MATCHER  # the others take a score of nearly 0 for no match
    return query


def _holds(node: nodes.Node, document: Document) -> bool:
    match node:
        case nodes.Value(name, value, prefix):
            values = set(_values(name, document))
            return any(one.startswith(value) for one in values) if prefix else value in values
        case nodes.Dates(name, since, until):
            when = document.first_seen if name == "seen" else getattr(document, name)
            return when is not None and _within(when, since, until)
        case nodes.Network(cidr):
            network = ip_network(cidr)
            found = [ip_network(value, strict=False) for type_, value in document.indicators if type_ in _ADDRESSES]
            return any(one.version == network.version and one.subnet_of(network) for one in found)
        case nodes.Subdomains(suffix):
            return any(type_ == "domain" and value.endswith(f".{suffix}") for type_, value in document.indicators)
    raise AssertionError(node)


_ADDRESSES = ("ipv4", "ipv6", "cidr")


def _within(when: datetime, since: datetime | None, until: datetime | None) -> bool:
    return (since is None or when >= since) and (until is None or when < until)


def _values(name: str, document: Document) -> Iterable[str]:
    match name:
        case "ref":
            return [normal_ref(ref) for ref in (document.ref, document.number and str(document.number)) if ref]
        case "lang":
            return indexed_values("lang", document.lang or "")
        case "tag":
            return [normal_value("tag", tag) for tag in document.tags]
        case "kind" | "category" | "source":
            return [normal_value(name, getattr(document, name))] if getattr(document, name) else []
    types = indicator_types(name)
    return [form for type_, value in document.indicators if type_ in types for form in indexed_values(type_, value)]
