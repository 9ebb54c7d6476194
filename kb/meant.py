"""The query that was likely meant: with words spelled as the archive spells them, or without a minus."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf, log
from time import perf_counter

from index.query import Query, write
from index.query.nodes import Node
from index.query.respelling import affirmed, respelled, spellable
from index.types import Filters, Spelling
from kb.archive import Archive

TRIES = 16  # queries that are asked to choose between spellings
PATIENCE = 0.25  # seconds, after which the spelling that is likeliest by itself is taken


@dataclass(frozen=True, slots=True)
class Meant:
    """Another query, which finds something."""

    q: str
    total: int


def without_minus(archive: Archive, typed: Query, filters: Filters) -> Meant | None:
    """What a query leaves out that does nothing else, where the archive has it: a minus may have been pasted along."""
    other = affirmed(typed.node)
    total = _total(archive, other, filters) if other else 0
    return Meant(write(other), total) if other and total else None


def spelled_otherwise(archive: Archive, typed: Query, filters: Filters, found: int) -> Meant | None:
    """Of a query that finds few: the same with some words spelled otherwise, where that finds more."""
    spellings = archive.index.spellings(spellable(typed))
    if not spellings:
        return None
    other = _chosen(archive, typed.node, filters, spellings)
    total = _total(archive, other, filters)
    return Meant(write(other), total) if total > found else None


def _chosen(archive: Archive, node: Node, filters: Filters, spellings: Mapping[str, tuple[Spelling, ...]]) -> Node:
    """One word after the other gets the spelling that is likeliest beside the rest."""
    chosen = {word: options[0].text for word, options in spellings.items()}
    left, until = TRIES, perf_counter() + PATIENCE
    for word, options in spellings.items():
        options = options[:left]
        if len(options) < 2 or perf_counter() > until:
            continue
        left -= len(options)
        totals = {one: _total(archive, respelled(node, chosen | {word: one.text}), filters) for one in options}
        chosen[word] = max(options, key=lambda one: _likely(one, totals[one])).text
    return respelled(node, chosen)


def _likely(spelling: Spelling, total: int) -> float:
    """From how many reports have it with the rest, which part of all that have it they are, and how likely the slip is:
    the rest tells little of a word that stands everywhere. Its other forms, which are found with it, do not count."""
    return 2 * log(min(total, spelling.count)) - log(spelling.count) - spelling.cost if total else -inf


def _total(archive: Archive, node: Node, filters: Filters) -> int:
    return archive.index.search(archive.aliases.widened(Query(node)), filters, size=0).total
