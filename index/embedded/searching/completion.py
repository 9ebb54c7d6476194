"""What someone who has begun to type may mean: references, indicators, tags, words and titles."""

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce

import numpy as np

from index.embedded.searching.expand import most_frequent
from index.embedded.searching.found import within
from index.embedded.searching.leaf import Leaf
from index.embedded.segments.schema import TEXTS, UNKNOWN, WORDS, term
from index.embedded.segments.segment import Ids
from index.query import nodes
from index.query.begun import Begun
from index.query.fields import NAMES
from index.query.writer import write
from index.types import Suggestion, Suggests

_SPARE = 8  # times as many are looked at as are wanted, since few or no documents of some may be live
_REFS = 1_000  # references that are looked at: those of a begun number stand together
_TITLES = "title_words"


def completed(leaves: Sequence[Leaf], begun: Begun, limit: int) -> tuple[Suggestion, ...]:
    """The best of each kind, most telling kind first; a few of each come before more of one.

    Only live documents count, so leaves in which those are live that match what stands before tell what goes with it.
    """
    if limit <= 0:
        return ()
    refs = list(_refs(leaves, begun, limit))
    kinds = [refs, *_kinds(leaves, begun, limit, words=not refs), list(_titles(leaves, begun, limit))]
    held = [kind for kind in kinds if kind]
    share = [min(len(kind), max(1, limit // len(held))) for kind in held]
    for at, kind in enumerate(held):
        share[at] = min(len(kind), share[at] + max(0, limit - sum(share)))
    chosen = [one for kind, most in zip(held, share, strict=True) for one in kind[:most]]
    return tuple(chosen[:limit])


def _kinds(leaves: Sequence[Leaf], begun: Begun, limit: int, *, words: bool) -> list[list[Suggestion]]:
    """Indicators before words and tags when what is begun looks like one, else behind them.

    None but a name is offered as a word as well.
    """
    indicators = list(_indicators(leaves, begun, limit))
    known = {one.value.lower() for one in indicators if one.type not in NAMES}
    plain = [one for one in _words(leaves, begun, limit) if one.value not in known] if words else []
    tags = list(_tags(leaves, begun, limit))
    return [indicators, plain, tags] if begun.technical else [plain, tags, indicators]


def _refs(leaves: Sequence[Leaf], begun: Begun, limit: int) -> Iterator[Suggestion]:
    found: dict[bytes, str] = {}
    for leaf in leaves if begun.ref else ():
        refs = leaf.segment.fields["ref"]
        for row in refs.vocabulary.prefixed(begun.ref)[:_REFS]:
            for document in _live(leaf, refs.postings(row))[:1].tolist():
                found[refs.vocabulary.term(row)] = leaf.segment.id(document)
    for ref in sorted(found, key=lambda ref: (len(ref), ref))[:limit]:
        yield Suggestion(Suggests.REF, begun.before + ref.decode(), ref.decode(), id=found[ref])


def _indicators(leaves: Sequence[Leaf], begun: Begun, limit: int) -> Iterator[Suggestion]:
    begins = [f"{type_}:{value}" for type_, value in begun.indicators]
    for found, count in _frequent(leaves, ("indicator",), begins, limit):
        type_, _, value = found.partition(":")
        text = begun.before + write(nodes.Value(begun.field_of(type_), value))
        yield Suggestion(Suggests.INDICATOR, text, value, count, type_)


def _tags(leaves: Sequence[Leaf], begun: Begun, limit: int) -> Iterator[Suggestion]:
    for tag, count in _frequent(leaves, ("tag",), [begun.tag] if begun.tag else [], limit):
        yield Suggestion(Suggests.TAG, begun.before + write(nodes.Value("tag", tag)), tag, count)


def _words(leaves: Sequence[Leaf], begun: Begun, limit: int) -> Iterator[Suggestion]:
    texts = [WORDS[name] for name in TEXTS if begun.field in ("", name)]
    for word, count in _frequent(leaves, texts, [begun.word] if begun.word and texts else [], limit):
        yield Suggestion(Suggests.WORD, begun.before + begun.named + word, word, count)


def _frequent(
    leaves: Sequence[Leaf], names: Sequence[str], begins: Iterable[str], limit: int
) -> Iterator[tuple[str, int]]:
    """The terms of any of these fields that begin so, with how many documents have each; most frequent first."""
    found: dict[bytes, int] = {}
    for begin in begins:
        rows = {name: tuple(leaf.segment.fields[name].vocabulary.prefixed(begin) for leaf in leaves) for name in names}
        for one in most_frequent(leaves, rows, _SPARE * limit):
            found[one] = sum(leaf.count_in_any(names, one) for leaf in leaves)
    ranked = sorted((one for one in found if found[one]), key=lambda one: (-found[one], one))
    return ((one.decode(), found[one]) for one in ranked[:limit])


def _titles(leaves: Sequence[Leaf], begun: Begun, limit: int) -> Iterator[Suggestion]:
    """The newest reports in whose title all that is typed stands, in any order."""
    best: list[tuple[int, str]] = []
    for leaf in leaves if begun.title else ():
        documents = _live(leaf, _titled(leaf, begun.title))
        dates = leaf.segment.numbers("date")[documents]
        dates = np.where(dates == UNKNOWN, leaf.segment.numbers("seen")[documents], dates)
        if len(dates) > limit:
            newest = np.argpartition(dates, -limit)[-limit:]
            documents, dates = documents[newest], dates[newest]
        best += [(date, leaf.segment.id(at)) for date, at in zip(dates.tolist(), documents.tolist(), strict=True)]
    for _, id_ in sorted(best, reverse=True)[:limit]:
        yield Suggestion(Suggests.TITLE, "", "", id=id_)


def _titled(leaf: Leaf, words: Sequence[str]) -> Ids:
    """The documents whose title has these words, the last of them begun."""
    *whole, last = words
    vocabulary = leaf.segment.fields[_TITLES].vocabulary
    lists = [leaf.having(_TITLES, leaf.rows(_TITLES, [term(word)])) for word in whole]
    lists.append(leaf.having(_TITLES, vocabulary.prefixed(last)))
    lists.sort(key=len)
    return reduce(lambda documents, others: documents[within(documents, others, len(leaf))], lists[1:], lists[0])


def _live(leaf: Leaf, documents: Ids) -> Ids:
    return documents if leaf.live is None else documents[leaf.live[documents]]
