"""What of a query can be seen in a text, and where a text has it."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import translate
from functools import lru_cache
from ipaddress import ip_address, ip_network
from typing import NamedTuple

from index.analysis import Term, Token, alternatives, analyse, joined, remembered, surface
from index.analysis.hosts import ipv6_form, is_ipv4
from index.distance import within
from index.query import nodes
from index.snippets import spots
from index.snippets.telling import is_telling

_UNSEEN = ("kind", "category", "source", "tag", "lang", "ref")  # fields whose values a text need not spell out
_TERMS = 64  # parts of a query that are looked for; more would be marked everywhere
_REMEMBERED = 1_024  # pieces that are kept in mind for a query
_LETTERS = re.compile(r"[a-z]{2,}")  # a top-level domain that is written in one way
_SHORT = 256  # characters of one of them

Place = Token | Term
Test = Callable[[Place], bool]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Tests that tokens pass one after another, each at most gap places after the one before."""

    places: tuple[Test, ...]
    gap: int = 1
    beginnings: tuple[str, ...] = ()  # one of which every word that passes begins with; none where that is not known
    telling: bool = True  # a text that has it may have been found for it


class Span(NamedTuple):
    """Where a text has what is wanted."""

    start: int  # in characters
    end: int  # exclusive
    group: int  # which of the wanted

    def moved(self, by: int) -> "Span":
        return Span(self.start + by, self.end + by, self.group)


class Sought:
    """All that is wanted of a text."""

    def __init__(self, parts: Sequence[Wanted]) -> None:
        self.parts = tuple(parts)
        self._outlines = spots.outlines(dict.fromkeys(letters for one in parts for letters in one.beginnings))
        # A phrase's words count from one another, so that all of a text is read for it.
        self._alone = all(len(one.places) == 1 and one.beginnings for one in parts)
        self._seen: dict[str, list[Span]] = {}  # in a piece, from its beginning

    def __len__(self) -> int:
        return len(self.parts)

    def find(self, text: str) -> list[Span]:
        """All spans in the order of the text. A phrase is one span when its words stand side by side."""
        if not self.parts:
            return []
        return self._by_pieces(text) if self._alone else self._of(analyse(text))

    def _by_pieces(self, text: str) -> list[Span]:
        found = []
        for at, piece in spots.pieces(text, self._outlines):
            spans = self._seen.get(piece)
            if spans is None:
                spans = self._of(remembered(piece).terms)
                if len(self._seen) < _REMEMBERED and len(piece) <= _SHORT:
                    self._seen[piece] = spans
            found += [Span(at + start, at + end, group) for start, end, group in spans]
        return found

    def _of(self, tokens: Sequence[Place]) -> list[Span]:
        spans = (span for group, one in enumerate(self.parts) for span in _find(tokens, one, group))
        return sorted(spans, key=lambda span: (span.start, -span.end))


@lru_cache(maxsize=64)
def sought(node: nodes.Node, field: str) -> Sought:
    """What marks a field's text; parts negated or limited to another field do not, nor words that stand in every text,
    unless there is nothing else."""
    parts = tuple(_wanted(node, field))
    return Sought((tuple(one for one in parts if one.telling) or parts)[:_TERMS])


def _wanted(node: nodes.Node, field: str) -> Iterator[Wanted]:
    match node:
        case nodes.Or((nodes.Word(text), nodes.Network() as network)) if "/" in text:
            yield from _wanted(network, field)  # as it stands in a text, a network begins with an address in it
        case nodes.And(parts) | nodes.Or(parts):
            for part in parts:
                yield from _wanted(part, field)
        case nodes.Boost(part, _):
            yield from _wanted(part, field)
        case nodes.Word(text, None | "title" | "body" as name) if name in (None, field):
            yield from _words(text, 1)
        case nodes.Phrase(text, name, slop) if name in (None, field):
            yield from _words(text, slop + 1)
        case nodes.Prefix(text, name) if name in (None, field):
            yield _beginning(text)
        case nodes.Wildcard(pattern, name) if name in (None, field):
            matches = re.compile(translate(surface(pattern).replace("[", "[[]"))).match
            yield Wanted((lambda token: bool(matches(token.surface)),))
        case nodes.Fuzzy(text, distance, name) if name in (None, field):
            yield _alike(surface(text), distance)
        case nodes.Value(name, value, prefix) if name not in _UNSEEN and value:
            yield from [_beginning(value)] if prefix else _words(value, 1)
        case nodes.Network(cidr):
            yield Wanted((_in_network(cidr),), beginnings=_octet(cidr))
        case nodes.Subdomains(suffix):
            test: Test = lambda token: token.surface.endswith("." + suffix)  # noqa: E731 - one line says it
            yield Wanted((test,), beginnings=(suffix,) if _LETTERS.fullmatch(suffix) else ())


def _words(text: str, gap: int) -> Iterator[Wanted]:
    places = alternatives(text)
    if places:
        beginnings = tuple(map(spots.beginning, places[0]))
        tests = tuple(_among(frozenset(terms)) for terms in places)
        yield Wanted(tests, gap, beginnings if all(beginnings) else (), is_telling(text))
    if whole := joined(text):
        yield Wanted((_among(frozenset((whole,))),))


def _beginning(text: str) -> Wanted:
    begun = surface(text)
    return Wanted((lambda token: token.surface.startswith(begun),))


def _alike(text: str, distance: int) -> Wanted:
    edits = min(distance, max(0, len(text) - 1))
    return Wanted((lambda token: within(text, token.surface, edits) is not None,))


def _among(terms: frozenset[str]) -> Test:
    return lambda token: token.text in terms


def _in_network(cidr: str) -> Test:
    network = ip_network(cidr, strict=False)

    def inside(token: Place) -> bool:
        address = token.surface if is_ipv4(token.surface) else ipv6_form(token.surface)
        return address is not None and "/" not in address and ip_address(address) in network

    return inside


def _octet(cidr: str) -> tuple[str, ...]:
    """What every address in a network of IPv4 has in it: the first octet, or `ffff` where it is mapped into IPv6."""
    first, _, _ = cidr.partition(".")
    return (first, "ffff") if first.isdigit() and int(cidr.partition("/")[2]) >= 8 else ()


def _find(tokens: Sequence[Place], one: Wanted, group: int) -> Iterator[Span]:
    if len(one.places) == 1:
        yield from (Span(token.start, token.end, group) for token in _longest(tokens, one.places[0]))
        return
    chains: dict[int, tuple[Place, ...]] = {token.position: (token,) for token in _longest(tokens, one.places[0])}
    for test in one.places[1:]:
        longer: dict[int, tuple[Place, ...]] = {}
        for token in _longest(tokens, test):
            before = next(
                (place for place in range(token.position - 1, token.position - one.gap - 1, -1) if place in chains),
                None,
            )
            if before is not None:
                longer[token.position] = (*chains[before], token)
        chains = longer
    for chain in chains.values():
        if one.gap == 1:
            yield Span(min(token.start for token in chain), max(token.end for token in chain), group)
        else:
            yield from (Span(token.start, token.end, group) for token in chain)


def _longest(tokens: Sequence[Place], test: Test) -> Iterable[Place]:
    """Of the tokens that pass, the longest at each position."""
    best: dict[int, Place] = {}
    for token in tokens:
        if test(token) and (token.position not in best or token.end - token.start > _length(best[token.position])):
            best[token.position] = token
    return best.values()


def _length(token: Place) -> int:
    return token.end - token.start
