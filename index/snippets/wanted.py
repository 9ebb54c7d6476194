"""What of a query can be seen in a text, and where a text has it."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import translate
from ipaddress import ip_address, ip_network

from index.analysis import Token, alternatives, analyse, joined, surface
from index.distance import within
from index.query import nodes
from index.snippets import spots

_UNSEEN = ("kind", "category", "source", "tag", "lang", "ref")  # fields whose values a text need not spell out
_TERMS = 64  # parts of a query that are looked for; more would be marked everywhere

Test = Callable[[Token], bool]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Tests that tokens pass one after another, each at most gap places after the one before."""

    places: tuple[Test, ...]
    gap: int = 1
    beginnings: tuple[str, ...] = ()  # one of which every word that passes begins with; none where that is not known


@dataclass(frozen=True, slots=True)
class Span:
    """Where a text has what is wanted."""

    start: int  # in characters
    end: int  # exclusive
    group: int  # which of the wanted


def wanted(node: nodes.Node, field: str) -> tuple[Wanted, ...]:
    """What marks a field's text; parts negated or limited to another field do not."""
    found = tuple(_wanted(node, field))
    return found[:_TERMS]


def find(text: str, sought: Iterable[Wanted]) -> list[Span]:
    """All spans in the order of the text. A phrase is one span when its words stand side by side."""
    sought = tuple(sought)
    tokens = _tokens(text, sought)
    found = [span for group, one in enumerate(sought) for span in _find(tokens, one, group)]
    return sorted(found, key=lambda span: (span.start, -span.end))


def _tokens(text: str, sought: tuple[Wanted, ...]) -> list[Token]:
    """Those that may pass; all of them for a phrase, whose words count from one another."""
    if all(len(one.places) == 1 and one.beginnings for one in sought):
        return list(spots.tokens(text, (letters for one in sought for letters in one.beginnings)))
    return analyse(text)


def _wanted(node: nodes.Node, field: str) -> Iterator[Wanted]:
    match node:
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
            yield Wanted((_in_network(cidr),))
        case nodes.Subdomains(suffix):
            yield Wanted((lambda token: token.surface.endswith("." + suffix),))


def _words(text: str, gap: int) -> Iterator[Wanted]:
    places = alternatives(text)
    if places:
        beginnings = tuple(map(spots.beginning, places[0]))
        tests = tuple(_among(frozenset(terms)) for terms in places)
        yield Wanted(tests, gap, beginnings if all(beginnings) else ())
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

    def inside(token: Token) -> bool:
        if not token.surface[:1].isalnum() or not {".", ":"} & set(token.surface):
            return False
        try:
            return ip_address(token.surface) in network
        except ValueError:
            return False

    return inside


def _find(tokens: list[Token], sought: Wanted, group: int) -> Iterator[Span]:
    chains: dict[int, tuple[Token, ...]] = {token.position: (token,) for token in _longest(tokens, sought.places[0])}
    for test in sought.places[1:]:
        longer: dict[int, tuple[Token, ...]] = {}
        for token in _longest(tokens, test):
            before = next(
                (place for place in range(token.position - 1, token.position - sought.gap - 1, -1) if place in chains),
                None,
            )
            if before is not None:
                longer[token.position] = (*chains[before], token)
        chains = longer
    for chain in chains.values():
        if sought.gap == 1:
            yield Span(min(token.start for token in chain), max(token.end for token in chain), group)
        else:
            yield from (Span(token.start, token.end, group) for token in chain)


def _longest(tokens: list[Token], test: Test) -> Iterable[Token]:
    """Of the tokens that pass, the longest at each position."""
    best: dict[int, Token] = {}
    for token in tokens:
        if test(token) and (token.position not in best or token.end - token.start > _length(best[token.position])):
            best[token.position] = token
    return best.values()


def _length(token: Token) -> int:
    return token.end - token.start
