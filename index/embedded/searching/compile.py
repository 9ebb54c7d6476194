"""Our query tree as plans: what is typed as words is scored, what narrows is not."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from ipaddress import ip_network
from typing import assert_never

from index.analysis import alternatives, joined, surface
from index.embedded.searching import expand
from index.embedded.searching.clock import Clock, OutOfTime
from index.embedded.searching.expand import Expansion, Rows
from index.embedded.searching.leaf import Leaf
from index.embedded.searching.plans import (
    Absent,
    All,
    Boosted,
    Chosen,
    Dated,
    Either,
    Nowhere,
    Plan,
    Pooled,
    Remembered,
    Test,
)
from index.embedded.searching.snapshot import Snapshot
from index.embedded.searching.terms import Near, Scored, Spelled
from index.embedded.searching.weighting import WEIGHTS
from index.embedded.segments.schema import EXACT, TEXTS, WORDS, instant, term
from index.embedded.segments.segment import Ids
from index.embedded.writing.values import address, indicator, reversed_domain
from index.query import nodes
from index.query.fields import indicator_types, normal_value
from index.query.writer import write
from index.types import Filters

_EXPANDING = 0.25  # of the search's time; then further patterns stand for nothing, and the search says it was cut
_REMEMBERED = 2_048  # plans of words
_AFTER = b"\xff"  # sorts after every byte of UTF-8

Pattern = nodes.Prefix | nodes.Wildcard | nodes.Fuzzy


@dataclass(frozen=True, slots=True)
class Meant:
    """Words of one text, each of which gives the same score, and all together no more."""

    field: str
    rows: tuple[Rows, ...]  # of the words' vocabulary in each leaf
    score: float


class Compiler:
    """Compiles for one snapshot, and notes what had to be cut."""

    def __init__(self, snapshot: Snapshot, clock: Clock) -> None:
        self._snapshot = snapshot
        self._clock = clock
        self._cut: list[str] = []

    @property
    def notes(self) -> tuple[str, ...]:
        """What had to be cut, a sentence."""
        if not self._cut:
            return ()
        named = ", ".join(f"“{typed[:40]}”" for typed in self._cut[:3]) + (" and others" if len(self._cut) > 3 else "")
        return (f"There are over {expand.LIMIT:,} words for {named}; only the most frequent were searched.",)

    def search(self, node: nodes.Node, filters: Filters) -> Plan:
        """What matches the query and every filter."""
        plan, narrowed = self.compile(node), _narrowed(filters)
        if isinstance(plan, Either) and not narrowed:
            plan = Pooled(plan.parts)
        parts, tests = (plan.parts, plan.tests) if isinstance(plan, All) else ((plan,), ())
        return All((*parts, *narrowed), (*tests, *_dated(filters)))

    def compile(self, node: nodes.Node) -> Plan:
        match node:
            case nodes.Everything():
                return All(())
            case nodes.Nothing():
                return Nowhere()
            case nodes.Word(text, name):
                return self._near(text, name, gap=1)
            case nodes.Phrase(text, name, slop):
                return self._near(text, name, gap=slop + 1)
            case nodes.Prefix() | nodes.Wildcard() | nodes.Fuzzy():
                return self._words(node)
            case nodes.Value(name, value, prefix):
                return _value(name, value, prefix=prefix)
            case nodes.Dates():
                return All((), (_range(node),))
            case nodes.Network(cidr):
                return _network(cidr)
            case nodes.Subdomains(suffix):
                below = term(reversed_domain(suffix))
                return _between("domain", below + b"\x01", below + _AFTER)
            case nodes.And(parts):
                return self._all(parts)
            case nodes.Or(parts):
                return Either(tuple(self.compile(part) for part in parts))
            case nodes.Not(part):
                return self._all((node,))
            case nodes.Boost(part, factor):
                return Boosted(self.compile(part), factor)
            case _:
                assert_never(node)

    def _all(self, parts: tuple[nodes.Node, ...]) -> Plan:
        """What only narrows goes through what the others found."""
        plans: list[Plan] = []
        tests: list[Test] = []
        for part in parts:
            match part:
                case nodes.Not(unwanted):
                    tests.append(Absent(self.compile(unwanted)))
                case nodes.Dates():
                    tests.append(_range(part))
                case _:
                    plans.append(self.compile(part))
        return All(tuple(plans), tuple(tests))

    def _near(self, text: str, name: str | None, gap: int) -> Plan:
        return self._remembered((text, name, gap), lambda: self._near_afresh(text, _texts(name), gap))

    def _remembered(self, key: Hashable, make: Callable[[], Plan]) -> Plan:
        """The same plan for the same words, so that what it found is remembered with it."""
        plans = self._snapshot.plans
        plan = plans.get(key)
        if plan is None:
            if len(plans) >= _REMEMBERED:
                plans.clear()
            plans[key] = plan = Remembered(make())
        return plan

    def _near_afresh(self, text: str, names: Sequence[str], gap: int) -> Plan:
        places = [[term(one) for one in place] for place in alternatives(text)]
        if not places:
            return Nowhere()
        whole = joined(text)
        alone = [*(places if len(places) == 1 else ()), *([[term(whole)]] if whole else ())]
        parts: list[Plan] = []
        for name in names:
            if len(places) > 1:
                line = [self._spelled(name, place) for place in places]
                if all(word.terms for word in line):
                    parts.append(Near(name, tuple(line), gap))
            parts += [self._spelled(name, word) for word in alone]
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def _spelled(self, name: str, terms: Sequence[bytes]) -> Spelled:
        """A word in one text, by those of its terms that the archive has there."""
        weight = WEIGHTS[name] * self._snapshot.rarity(tuple(terms))
        return Spelled(tuple(Scored(name, one, weight) for one in terms if self._snapshot.frequency(name, one)))

    def meant(self, node: Pattern) -> list[Meant]:
        """The words that a pattern or a near spelling stands for, nearest first; the nearer, the higher the score."""
        expansions = self._expansions(node)
        if any(expansion.cut for expansion in expansions):
            self._snapshot.cut.add(node)
        return [
            Meant(name, rows, WEIGHTS[name] / (1 + apart))
            for apart, expansion in enumerate(expansions)
            for name, rows in expansion.rows.items()
        ]

    def _words(self, node: Pattern) -> Plan:
        try:
            self._in_time()
            plan = self._remembered(node, lambda: Either(tuple(map(self._any_word, self.meant(node)))))
        except OutOfTime:
            return Nowhere()
        if node in self._snapshot.cut:
            self._cut.append(write(node))
        return plan

    def _in_time(self) -> None:
        if self._clock.over(_EXPANDING):
            raise OutOfTime

    def _expansions(self, node: Pattern) -> Sequence[Expansion]:
        leaves, texts = self._snapshot.leaves, _texts(node.field)
        match node:
            case nodes.Prefix(text):
                return [expand.prefixed(leaves, surface(text), texts)]
            case nodes.Wildcard(pattern):
                return [expand.matching(leaves, surface(pattern), texts)]
            case nodes.Fuzzy(text, distance):
                edits = min(distance, max(0, len(surface(text)) - 1))  # with no letter left, it would mean anything
                return expand.near(leaves, surface(text), edits, texts, self._in_time)

    def _any_word(self, words: Meant) -> Plan:
        of = dict(zip(map(id, self._snapshot.leaves), words.rows, strict=True))
        return Chosen(lambda leaf: leaf.having(WORDS[words.field], of[id(leaf)]), words.score)


def _texts(name: str | None) -> tuple[str, ...]:
    return (name,) if name else TEXTS


def _value(name: str, value: str, *, prefix: bool) -> Plan:
    if name in EXACT:
        wanted = [(name, term(value))]
    else:
        wanted = [("indicator", term(f"{type_}:{value}")) for type_ in indicator_types(name)]
    if prefix and (value or name in EXACT):  # any indicator of a type is a term of its own
        return Either(tuple(_between(field, begin, begin + _AFTER) for field, begin in wanted))
    return Either(tuple(_any_of(field, [exact]) for field, exact in wanted))


def _any_of(name: str, values: Sequence[bytes]) -> Chosen:
    return Chosen(lambda leaf: leaf.having(name, leaf.rows(name, values)))


def _between(name: str, first: bytes, last: bytes) -> Chosen:
    return Chosen(lambda leaf: leaf.having(name, leaf.segment.fields[name].vocabulary.between(first, last)))


def _network(cidr: str) -> Plan:
    """Addresses and networks that lie in it: they begin in its range and are no wider."""
    network = term(address(cidr))
    widest = network[-3:]
    last = term(address(str(ip_network(cidr, strict=False).broadcast_address)))

    def choose(leaf: Leaf) -> Ids:
        vocabulary = leaf.segment.fields["network"].vocabulary
        begin_within = vocabulary.between(network[:-4], last[:-4] + _AFTER)
        return leaf.having("network", [row for row in begin_within if vocabulary.term(row)[-3:] >= widest])

    return Chosen(choose)


def _range(wanted: nodes.Dates) -> Dated:
    since, until = (instant(when) if when else None for when in (wanted.since, wanted.until))
    return Dated(wanted.field, since, until)


def _narrowed(filters: Filters) -> tuple[Plan, ...]:
    """What each filter allows; a document must stand in all of them."""
    fields = (("kind", filters.kind), ("category", filters.category), ("tag", filters.tag), ("source", filters.source))
    allowed = [
        _any_of(name, [term(normal_value(name, value)) for value in values]) for name, values in fields if values
    ]
    if filters.indicator:
        allowed.append(_any_of("indicator", [term(indicator(type_, value)) for type_, value in filters.indicator]))
    return tuple(allowed)


def _dated(filters: Filters) -> tuple[Test, ...]:
    return (_range(nodes.Dates("date", filters.since, filters.until)),) if filters.since or filters.until else ()
