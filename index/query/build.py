"""Puts nodes together in one normal form, so that equal queries are equal trees."""

from collections.abc import Iterable
from math import sqrt

from index.query.nodes import And, Boost, Dates, Everything, Network, Node, Not, Nothing, Or, Subdomains, Value

LEAST, MOST = 0.01, 100.0  # a boost


def all_of(parts: Iterable[Node]) -> Node:
    """Documents that match every part; everything when there is none. A part that is repeated counts more."""
    parts = list(parts)
    if len(parts) == 1:
        return parts[0]
    flat: list[Node] = []
    for part in parts:
        flat += part.parts if isinstance(part, And) else [part]
    if any(isinstance(part, Nothing) for part in flat):
        return Nothing()
    flat = _once(part for part in flat if not isinstance(part, Everything))
    if not flat:
        return Everything()
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def any_of(parts: Iterable[Node]) -> Node:
    """Documents that match a part; nothing when there is none. A part that is repeated counts more."""
    parts = list(parts)
    if len(parts) == 1:
        return parts[0]
    flat: list[Node] = []
    for part in parts:
        flat += part.parts if isinstance(part, Or) else [part]
    if any(isinstance(part, Everything) for part in flat):
        return Everything()
    flat = _once(part for part in flat if not isinstance(part, Nothing))
    if not flat:
        return Nothing()
    return flat[0] if len(flat) == 1 else Or(tuple(flat))


def negate(part: Node) -> Node:
    """Documents that do not match part; a boost inside says nothing, since nothing is scored."""
    if isinstance(part, Boost):
        return negate(part.part)
    if isinstance(part, Not):
        return part.part
    if isinstance(part, Everything):
        return Nothing()
    if isinstance(part, Nothing):
        return Everything()
    return Not(part)


def boosted(part: Node, factor: float) -> Node:
    """part with its score times factor, kept within LEAST and MOST; what is not scored stays as it is."""
    if factor == 1 or isinstance(part, Everything | Nothing | Not | Dates | Network | Subdomains):
        return part
    if isinstance(part, Boost):
        return boosted(part.part, part.factor * factor)
    factor = round(min(MOST, max(LEAST, factor)), 2)
    return part if factor == 1 else Boost(part, factor)


def _once(parts: Iterable[Node]) -> list[Node]:
    """Each part once, in the order of the first. One that stands there n times counts the square root of n.

    People repeat in a long question what it is about, but not in proportion to how much it is.
    """
    often: dict[Node, int] = {}
    for part in parts:
        often[part] = often.get(part, 0) + 1
    return [
        part if times == 1 or isinstance(part, Value) else boosted(part, sqrt(times)) for part, times in often.items()
    ]
