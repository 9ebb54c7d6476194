"""Documents that share most of what is telling in one: its rare and repeated terms, any of which may be found."""

from collections import Counter
from math import log

import numpy as np

from index.analysis import analyse
from index.embedded.searching import ranking
from index.embedded.searching.clock import Clock
from index.embedded.searching.found import Scores, union, within
from index.embedded.searching.leaf import Leaf
from index.embedded.searching.ranking import Matches
from index.embedded.searching.snapshot import Snapshot
from index.embedded.searching.stories import told_once
from index.embedded.searching.terms import Scored
from index.embedded.searching.weighting import WEIGHTS, rarity
from index.embedded.segments.schema import TEXTS, term
from index.embedded.segments.segment import Ids
from index.types import Document, Hit, Sort

_READ = 6_000  # characters of a text: what it is about stands at its beginning
_WEIGHED = 200  # of its terms whose rarity is looked up
_TELLING = 20  # and of these, how many are searched
_COMMON = 4  # a term that more than a quarter of the documents have tells nothing
_BEST = 64  # of those found that are looked at for what they share
_FAIR = 0.3  # of the weight of what is telling: who shares less is not alike


def alike(snapshot: Snapshot, document: Document, limit: int, clock: Clock) -> tuple[Hit, ...]:
    """Best first, without the story of the document itself. What time does not allow to look at is left out."""
    terms = _telling(snapshot, document)
    matches = [_matches(leaf, terms, clock) for leaf in snapshot.leaves if not clock.over()]
    hits, _ = ranking.page(told_once(matches), Sort.RELEVANCE, 0, limit + 1, None)
    return tuple(hit for hit in hits if hit.id not in (document.id, document.story))[:limit]


def _telling(snapshot: Snapshot, document: Document) -> dict[bytes, float]:
    """The terms that tell most, by tf·idf, with the rarity of each."""
    often: Counter[str] = Counter()
    for name in TEXTS:
        for token in analyse(getattr(document, name)[:_READ]):
            often[token.text] += int(WEIGHTS[name])
    rare: dict[bytes, float] = {}
    worth: dict[bytes, float] = {}
    for word, count in often.most_common(_WEIGHED):
        one = term(word)
        having = max(snapshot.frequency(name, one) for name in TEXTS)
        if 1 < having <= max(2, snapshot.documents // _COMMON):
            rare[one] = rarity(one, snapshot.documents, having)
            worth[one] = (1 + log(count)) * rare[one]
    chosen = sorted(worth, key=lambda one: (-worth[one], one))[:_TELLING]
    return {one: rare[one] for one in chosen}


def _matches(leaf: Leaf, terms: dict[bytes, float], clock: Clock) -> Matches:
    """The best of a search for any of the terms that share a fair part of them."""
    scored = [Scored(name, one, WEIGHTS[name] * terms[one]) for one in terms for name in TEXTS]
    found = union([one.match(leaf, clock) for one in scored], len(leaf))
    if leaf.live is not None and len(found):
        found = found.narrowed(leaf.live[found.documents])
    if found.scores is not None and len(found) > _BEST:
        found = found.narrowed(found.scores >= np.partition(found.scores, -_BEST)[-_BEST])
    return Matches(leaf, found.narrowed(_shares(leaf, terms, found.documents) >= _FAIR * sum(terms.values())))


def _shares(leaf: Leaf, terms: dict[bytes, float], documents: Ids) -> Scores:
    """For each of the documents how much the terms weigh that it has in any text."""
    weights = np.zeros(len(documents))
    for one, weight in terms.items():
        lists = (leaf.having(name, rows) for name in TEXTS if (rows := leaf.rows(name, [one])))
        has = [within(documents, having, len(leaf)) for having in lists]
        if has:
            weights += weight * np.logical_or.reduce(has)
    return weights
