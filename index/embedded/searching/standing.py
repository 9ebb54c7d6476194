"""What stands before a word that is begun narrows what that word may become."""

import re

import numpy as np

from index.embedded.searching import ranking
from index.embedded.searching.clock import Clock
from index.embedded.searching.compile import Compiler
from index.embedded.searching.leaf import Leaf
from index.embedded.searching.snapshot import Snapshot
from index.query import parse
from index.query.nodes import Everything

_OPEN = re.compile(r"(?:\bOR|\|)[\s(\"+-]*\Z")  # what follows need not stand with what is before


def standing(snapshot: Snapshot, before: str, clock: Clock) -> tuple[Leaf, ...]:
    """The leaves with only those documents live that match it; as they are where it says nothing, or time is short."""
    node = parse(before).node
    if isinstance(node, Everything) or _OPEN.search(before):
        return snapshot.leaves
    matches, cut = ranking.run(snapshot.leaves, Compiler(snapshot, clock).compile(node), clock)
    if cut:
        return snapshot.leaves
    return tuple(_narrowed(one) for one in matches)


def _narrowed(matches: ranking.Matches) -> Leaf:
    live = np.zeros(len(matches.leaf), dtype=np.bool_)
    live[matches.found.documents] = True
    return matches.leaf.with_live(live)
