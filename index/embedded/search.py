"""Running a compiled query over a snapshot: every match counted, the best ranked, facets added up."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from whoosh.query import Query

from index.embedded.clock import Clock, OutOfTime
from index.embedded.leaf import Ids, Leaf, Mask
from index.embedded.queries import Chosen
from index.embedded.schema import UNKNOWN
from index.embedded.snapshot import Snapshot
from index.query.fields import normal_value
from index.types import Facet, Hit, Sort

_ASK = 1024  # documents between two looks at the clock
Scores = np.ndarray[tuple[int], np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Matches:
    """The documents of one leaf that match, in ascending order, with their scores."""

    leaf: Leaf
    documents: Ids
    scores: Scores


def run(snapshot: Snapshot, query: Query, narrowing: Sequence[Chosen], *, scored: bool) -> tuple[list[Matches], bool]:
    """All matches of query that narrowing allows, and whether time ran out before all were found."""
    found: list[Matches] = []
    for searcher, leaf in snapshot.searchers():
        documents: list[int] = []
        scores: list[float] = []
        try:
            allowed = _allowed(leaf, narrowing)
            if isinstance(query, Chosen):
                found.append(_chosen(leaf, query, allowed))
                continue
            matcher = query.matcher(searcher, searcher.context(needs_current=True))
            _collect(matcher, allowed, leaf.clock, documents, scores if scored else None)
        except OutOfTime:
            found.append(_matches(leaf, documents, scores))
            return found, True
        found.append(_matches(leaf, documents, scores))
    return found, snapshot.clock.short


def page(found: Sequence[Matches], sort: Sort, offset: int, size: int) -> tuple[Hit, ...]:
    """The hits from offset in the order asked for; ties by descending first_seen, then id."""
    if not any(len(matches.documents) for matches in found) or size <= 0:
        return ()
    keys = np.concatenate([_keys(matches, sort) for matches in found])
    seen = np.concatenate([matches.leaf.numbers("seen")[matches.documents] for matches in found])
    ids = np.concatenate([matches.leaf.keys()[matches.documents] for matches in found])
    scores = np.concatenate([matches.scores for matches in found])
    rows = _best(keys, seen, offset + size)
    order = rows[np.lexsort((ids[rows], seen[rows], keys[rows]))[::-1]][offset : offset + size]
    return tuple(Hit(ids[row].decode(), float(scores[row]) if sort is Sort.RELEVANCE else 0.0) for row in order)


def facets(found: Sequence[Matches], names: Iterable[str]) -> Mapping[str, tuple[Facet, ...]]:
    """For each field its values and how many of the documents found carry each, most frequent first."""
    return {name: _years(found) if name == "year" else _values(found, name) for name in names}


def _allowed(leaf: Leaf, narrowing: Sequence[Chosen]) -> Mask:
    allowed = leaf.live.copy()
    for chosen in narrowing:
        kept = np.zeros_like(allowed)
        kept[chosen.choose(leaf)] = True
        allowed &= kept
    return allowed


def _chosen(leaf: Leaf, query: Chosen, allowed: Mask) -> Matches:
    documents = query.choose(leaf)
    documents = documents[allowed[documents]]
    return Matches(leaf, documents, np.full(len(documents), query.score))


def _collect(matcher: Any, allowed: Mask, clock: Clock, documents: list[int], scores: list[float] | None) -> None:
    """Adds to its last two arguments, so that what was found stands when time runs out."""
    wanted = allowed.tobytes()  # indexing bytes is faster than indexing an array
    while matcher.is_active():
        document = matcher.id()
        if wanted[document]:
            documents.append(document)
            if scores is not None:
                scores.append(matcher.score())
        if not document % _ASK:
            clock.check()
        matcher.next()


def _matches(leaf: Leaf, documents: list[int], scores: list[float]) -> Matches:
    """A score may be missing for the last document, or for all when none were asked for."""
    ranked = np.zeros(len(documents))
    ranked[: len(scores)] = scores
    return Matches(leaf, np.array(documents, dtype=np.int64), ranked)


def _keys(matches: Matches, sort: Sort) -> Scores | Ids:
    """What hits are sorted by, highest first. Sums of floats in another order differ in the last digits: not a rank."""
    if sort is Sort.RELEVANCE:
        return np.round(matches.scores, 9)
    date = matches.leaf.numbers("date")[matches.documents]
    when = np.where(date == UNKNOWN, matches.leaf.numbers("seen")[matches.documents], date)
    return when if sort is Sort.NEWEST else -when


def _best(keys: Scores | Ids, seen: Ids, count: int) -> Ids:
    """Rows among which the first `count` are, by keys and then by seen; more only where both are equal."""
    if len(keys) <= count:
        return np.arange(len(keys))
    least = np.partition(keys, len(keys) - count)[len(keys) - count]
    above, level = np.nonzero(keys > least)[0], np.nonzero(keys == least)[0]
    missing = count - len(above)
    if missing < len(level):
        oldest = np.partition(seen[level], len(level) - missing)[len(level) - missing]
        level = level[seen[level] >= oldest]
    return np.concatenate([above, level])


def _values(found: Sequence[Matches], name: str) -> tuple[Facet, ...]:
    """Spellings of one value count as one; the most frequent spelling is shown."""
    spellings: dict[str, Counter[str]] = {}
    totals: Counter[str] = Counter()
    for matches in found:
        coded = matches.leaf.coded(name)
        for code, count in enumerate(np.bincount(coded.codes[matches.documents]).tolist()):
            shown = {normal_value(name, value): value for value in coded.combinations[code]} if count else {}
            for value, spelling in shown.items():
                totals[value] += count
                spellings.setdefault(value, Counter())[spelling] += count
    ranked = sorted(totals, key=lambda value: (-totals[value], value))
    return tuple(Facet(spellings[value].most_common(1)[0][0], totals[value]) for value in ranked)


def _years(found: Sequence[Matches]) -> tuple[Facet, ...]:
    totals: Counter[str] = Counter()
    for matches in found:
        dates = matches.leaf.numbers("date")[matches.documents]
        years, counts = np.unique(
            dates[dates != UNKNOWN].astype("datetime64[us]").astype("datetime64[Y]"), return_counts=True
        )
        totals.update(dict(zip(years.astype(str).tolist(), counts.tolist(), strict=True)))
    ranked = sorted(totals, key=lambda year: (-totals[year], year))
    return tuple(Facet(year, totals[year]) for year in ranked)
