"""Documents that share most of what is telling in one: its rare and repeated terms, any of which may be found."""

from collections import Counter
from collections.abc import Iterator
from math import log

import numpy as np

from index.analysis import analyse
from index.embedded.searching import ranking
from index.embedded.searching.clock import Clock
from index.embedded.searching.found import Found, union
from index.embedded.searching.leaf import Leaf
from index.embedded.searching.ranking import Matches
from index.embedded.searching.snapshot import Snapshot
from index.embedded.searching.terms import Scored
from index.embedded.searching.weighting import WEIGHTS, rarity
from index.embedded.segments.schema import TEXTS, term
from index.types import Document, Hit, Sort

_READ = 6_000  # characters of a text: what it is about stands at its beginning
_WEIGHED = 200  # of its terms whose rarity is looked up
_TELLING = 20  # and of these, how many are searched
_COMMON = 10  # a term that more than a tenth of the documents have tells nothing
_FAIR = 0.3  # of the weight of what is telling: who shares less is not alike


def alike(snapshot: Snapshot, document: Document, limit: int, clock: Clock) -> tuple[Hit, ...]:
    """Best first, without the document itself. What time does not allow to look at is left out."""
    terms = _telling(snapshot, document)
    matches = [_matches(leaf, terms, clock) for leaf in snapshot.leaves if not clock.over()]
    hits, _ = ranking.page(matches, Sort.RELEVANCE, 0, limit + 1, None)
    return tuple(hit for hit in hits if hit.id != document.id)[:limit]


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
            rare[one] = rarity(snapshot.documents, having)
            worth[one] = (1 + log(count)) * rare[one]
    chosen = sorted(worth, key=lambda one: (-worth[one], one))[:_TELLING]
    return {one: rare[one] for one in chosen}


def _matches(leaf: Leaf, terms: dict[bytes, float], clock: Clock) -> Matches:
    """What shares a fair part of the terms, scored as a search for any of them would."""
    scored = [Scored(name, one, WEIGHTS[name] * terms[one]) for one in terms for name in TEXTS]
    found = union([one.match(leaf, clock) for one in scored], len(leaf))
    if not len(found):
        return Matches(leaf, found)
    shared = union(list(_shared(leaf, terms)), len(leaf)).table(len(leaf))[found.documents]
    kept = shared >= _FAIR * sum(terms.values())
    if leaf.live is not None:
        kept &= leaf.live[found.documents]
    return Matches(leaf, found.narrowed(kept))


def _shared(leaf: Leaf, terms: dict[bytes, float]) -> Iterator[Found]:
    """For each term who has it in any text, scored by its rarity."""
    for one, weight in terms.items():
        documents = leaf.having_in_any(TEXTS, one)
        yield Found(documents, np.full(len(documents), weight))
