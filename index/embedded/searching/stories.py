"""Of the documents that tell one story, one is a hit: the one that leads it, else the one that was here first."""

from collections.abc import Sequence

import numpy as np

from index.embedded.searching.leaf import Leaf
from index.embedded.searching.ranking import Matches


def told_once(matches: Sequence[Matches]) -> list[Matches]:
    """The matches without those whose story another one tells."""
    if not any(len(one) and _has_stories(one.leaf) for one in matches):
        return list(matches)
    stories = [one.leaf.segment.numbers("story")[one.found.documents] for one in matches]
    rows = [np.flatnonzero(story) for story in stories]
    ends = np.cumsum([len(row) for row in rows])
    story = np.concatenate([told[row] for told, row in zip(stories, rows, strict=True)])
    pairs = zip(matches, rows, strict=True)
    seen = np.concatenate([one.leaf.segment.numbers("seen")[one.found.documents[row]] for one, row in pairs])
    order = np.lexsort((seen, story < 0, np.abs(story)))
    number = np.abs(story)[order]
    repeats = np.zeros(len(story), dtype=np.bool_)
    repeats[order[1:]] = number[1:] == number[:-1]
    kept = []
    for one, row, repeated in zip(matches, rows, np.split(repeats, ends[:-1]), strict=True):
        stays = np.ones(len(one), dtype=np.bool_)
        stays[row[repeated]] = False
        kept.append(Matches(one.leaf, one.found.narrowed(stays)))
    return kept


def _has_stories(leaf: Leaf) -> bool:
    told: bool = leaf.kept.once("has stories", lambda: bool(leaf.segment.numbers("story").any()))
    return told
