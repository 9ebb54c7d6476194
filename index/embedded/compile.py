"""Our query tree as a Whoosh query: what is typed as words scores by BM25F, what narrows does not score."""

from collections.abc import Callable, Sequence
from ipaddress import ip_network
from typing import assert_never

import numpy as np
from whoosh.query import And as AllOf
from whoosh.query import Or as AnyOf
from whoosh.query import Query, Term

from index.analysis import alternatives, joined, surface
from index.embedded import expand
from index.embedded.clock import Clock
from index.embedded.documents import address, indicator, reversed_domain
from index.embedded.expand import Expansion
from index.embedded.leaf import Ids, Leaf
from index.embedded.queries import Boosted, Chosen, Near, Without
from index.embedded.schema import EXACT, TEXTS, UNKNOWN, WORDS, instant, term
from index.query import nodes
from index.query.fields import indicator_types, normal_value
from index.types import Filters

_WEIGHTS = {"title": 2.0, "body": 1.0}
_EXPANDING = 0.25  # of the search's time; then further patterns stand for nothing, and the search says it was cut
_AFTER = b"\xff"  # sorts after every byte of UTF-8


class Compiler:
    """Compiles for the leaves of one snapshot, and notes what had to be cut."""

    def __init__(self, leaves: tuple[Leaf, ...], clock: Clock) -> None:
        self._leaves = leaves
        self._clock = clock
        self._cut: list[str] = []

    @property
    def notes(self) -> tuple[str, ...]:
        """What had to be cut, a sentence."""
        if not self._cut:
            return ()
        named = ", ".join(f"“{typed[:40]}”" for typed in self._cut[:3]) + (" and others" if len(self._cut) > 3 else "")
        return (f"There are over {expand.LIMIT:,} words for {named}; only the most frequent were searched.",)

    def compile(self, node: nodes.Node) -> Query:
        match node:
            case nodes.Everything():
                return Chosen(lambda leaf: np.arange(len(leaf.live)))
            case nodes.Nothing():
                return _nothing()
            case nodes.Word(text, name):
                return _near(text, name, gap=1)
            case nodes.Phrase(text, name, slop):
                return _near(text, name, gap=slop + 1)
            case nodes.Prefix(text, name):
                begin, names = surface(text), _names(name)
                return self._words(f"{text}*", lambda: [expand.prefixed(self._leaves, begin, names)], name)
            case nodes.Wildcard(pattern, name):
                form, names = surface(pattern), _names(name)
                return self._words(pattern, lambda: [expand.matching(self._leaves, form, names)], name)
            case nodes.Fuzzy(text, distance, name):
                form = surface(text)
                edits = min(distance, max(0, len(form) - 1))  # with no letter left, it would stand for anything
                return self._words(f"{text}~", lambda: expand.near(self._leaves, form, edits), name)
            case nodes.Value(name, value, prefix):
                return _value(name, value, prefix=prefix)
            case nodes.Dates():
                return _dates(node)
            case nodes.Network(cidr):
                return _network(cidr)
            case nodes.Subdomains(suffix):
                below = term(reversed_domain(suffix))
                return _between("domain", below + b"\x01", below + _AFTER)
            case nodes.And(parts):
                return self._all(parts)
            case nodes.Or(parts):
                return AnyOf([self.compile(part) for part in parts]) if parts else _nothing()
            case nodes.Not(part):
                return Without(self.compile(part))
            case nodes.Boost(part, factor):
                return Boosted(self.compile(part), factor)
            case _:
                assert_never(node)

    def _all(self, parts: tuple[nodes.Node, ...]) -> Query:
        """What must not match is gathered once, however many parts say so."""
        wanted = [self.compile(part) for part in parts if not isinstance(part, nodes.Not)]
        unwanted = [self.compile(part.part) for part in parts if isinstance(part, nodes.Not)]
        if unwanted:
            wanted.append(Without(AnyOf(unwanted)))
        return AllOf(wanted) if wanted else self.compile(nodes.Everything())

    def _words(self, typed: str, find: Callable[[], Sequence[Expansion]], name: str | None) -> Query:
        """Words found for what is typed, nearest first; the nearer, the higher the score."""
        if self._clock.over(_EXPANDING):
            return _nothing()
        expansions = find()
        if any(expansion.cut for expansion in expansions):
            self._cut.append(typed)
        near = [(expansion.words, 1 / (1 + apart)) for apart, expansion in enumerate(expansions)]
        return AnyOf([_any_word(part, words, score * _WEIGHTS[part]) for words, score in near for part in _names(name)])


def _names(name: str | None) -> tuple[str, ...]:
    return (name,) if name else TEXTS


def _nothing() -> Query:
    return Chosen(lambda _: np.zeros(0, dtype=np.int64))


def _near(text: str, name: str | None, gap: int) -> Query:
    places = tuple(tuple(term(text) for text in place) for place in alternatives(text))
    if not places:
        return _nothing()
    whole = joined(text)
    parts = []
    for part in _names(name):
        queries = [Near(part, places, gap)] if len(places) > 1 else [Term(part, one) for one in places[0]]
        if whole:
            queries.append(Term(part, term(whole)))
        parts.append(Boosted(AnyOf(queries), _WEIGHTS[part]))
    return AnyOf(parts)


def _any_word(name: str, words: tuple[bytes, ...], score: float) -> Query:
    return Chosen(lambda leaf: leaf.with_any(WORDS[name], words), score)


def _value(name: str, value: str, *, prefix: bool) -> Query:
    if name in EXACT:
        wanted = [(name, term(value))]
    else:
        wanted = [("indicator", term(f"{type_}:{value}")) for type_ in indicator_types(name)]
    if prefix and (value or name in EXACT):  # any indicator of a type is a term of its own
        return AnyOf([_between(field, begin, begin + _AFTER) for field, begin in wanted])
    return AnyOf([_exactly(field, exact) for field, exact in wanted])


def _exactly(name: str, value: bytes) -> Query:
    return Chosen(lambda leaf: leaf.with_any(name, (value,)))


def _between(name: str, first: bytes, last: bytes) -> Query:
    return Chosen(lambda leaf: leaf.with_any(name, leaf.terms_between(name, first, last)))


def _network(cidr: str) -> Query:
    """Addresses and networks that lie in it: they begin in its range and are no wider."""
    network = term(address(cidr))
    widest = network[-3:]
    last = term(address(str(ip_network(cidr, strict=False).broadcast_address)))

    def choose(leaf: Leaf) -> Ids:
        begin_within = leaf.terms_between("network", network[:-4], last[:-4] + _AFTER)
        return leaf.with_any("network", (inside for inside in begin_within if inside[-3:] >= widest))

    return Chosen(choose)


def _dates(wanted: nodes.Dates) -> Chosen:
    def choose(leaf: Leaf) -> Ids:
        numbers = leaf.numbers(wanted.field)
        found = numbers != UNKNOWN
        if wanted.since:
            found &= numbers >= instant(wanted.since)
        if wanted.until:
            found &= numbers < instant(wanted.until)
        return np.nonzero(found)[0]

    return Chosen(choose)


def narrowed(filters: Filters) -> tuple[Chosen, ...]:
    """What each filter allows; a document must stand in all of them."""
    fields = (("kind", filters.kind), ("category", filters.category), ("tag", filters.tag), ("source", filters.source))
    allowed = [_any_of(name, [normal_value(name, value) for value in values]) for name, values in fields if values]
    if filters.indicator:
        allowed.append(_any_of("indicator", [indicator(type_, value) for type_, value in filters.indicator]))
    if filters.since or filters.until:
        allowed.append(_dates(nodes.Dates("date", filters.since, filters.until)))
    return tuple(allowed)


def _any_of(name: str, values: list[str]) -> Chosen:
    wanted = [term(value) for value in values]
    return Chosen(lambda leaf: leaf.with_any(name, wanted))
