"""The words and values of a query that may be mistyped, and the same query with others in their place."""

import re
from collections.abc import Callable, Iterator, Mapping

from index.analysis import fold
from index.query.build import all_of
from index.query.nodes import And, Boost, Node, Not, Or, Query, Value, Word

_NAMES = re.compile(r"\b[^\W\d_]{2,}\b")


def spellable(query: Query) -> tuple[str, ...]:
    """Words as they stand in the tree, each once.

    Phrases, values, patterns and what is left out are meant as they are written; so is a word that was typed in
    capitals, as names are, or with anything but letters in it, which may be an indicator or a reference.
    """
    names = {fold(name).text for name in _NAMES.findall(query.typed) if name.isupper()}
    words = dict.fromkeys(part.text for part in _sought(query.node) if isinstance(part, Word))
    return tuple(word for word in words if word.isalpha() and word not in names)


def respelled(node: Node, spellings: Mapping[str, str]) -> Node:
    """The same tree with some of these words spelled otherwise."""

    def other(part: Node) -> Node:
        if isinstance(part, Word) and part.text in spellings:
            return Word(spellings[part.text], part.field)
        return part

    return _exchanged(node, other)


def values(node: Node) -> Iterator[Value]:
    """Whole values of fields that are sought, in their order."""
    return (part for part in _sought(node) if isinstance(part, Value) and not part.prefix)


def revalued(node: Node, value: Value, other: Value) -> Node:
    """The same tree with another value in the place of one."""
    return _exchanged(node, lambda part: other if part == value else part)


def affirmed(node: Node) -> Node | None:
    """What a query leaves out that does nothing else; None for one that also seeks something."""
    match node:
        case Not(part):
            return part
        case And(parts):
            left_out = [part.part for part in parts if isinstance(part, Not)]
            return all_of(left_out) if len(left_out) == len(parts) else None
    return None


def _sought(node: Node) -> Iterator[Node]:
    """What a tree is made of; what is left out is one part, whatever is in it."""
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _sought(part)
        case Boost(part, _):
            yield from _sought(part)
        case _:
            yield node


def _exchanged(node: Node, other: Callable[[Node], Node]) -> Node:
    """The same tree with others for the parts of which it is made."""
    match node:
        case And(parts):
            return And(tuple(_exchanged(part, other) for part in parts))
        case Or(parts):
            return Or(tuple(_exchanged(part, other) for part in parts))
        case Boost(part, factor):
            return Boost(_exchanged(part, other), factor)
    return other(node)
