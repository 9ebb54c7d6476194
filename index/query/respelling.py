"""The words and values of a query that may be mistyped, and the same query with others in their place."""

import re
from collections.abc import Iterator, Mapping

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
    return tuple(word for word in dict.fromkeys(_words(query.node)) if word not in names)


def respelled(node: Node, spellings: Mapping[str, str]) -> Node:
    """The same tree with some of these words spelled otherwise."""
    match node:
        case Word(text, field) if text in spellings:
            return Word(spellings[text], field)
        case And(parts):
            return And(tuple(respelled(part, spellings) for part in parts))
        case Or(parts):
            return Or(tuple(respelled(part, spellings) for part in parts))
        case Boost(part, factor):
            return Boost(respelled(part, spellings), factor)
    return node


def affirmed(node: Node) -> Node | None:
    """What a query leaves out that does nothing else; None for one that also seeks something."""
    match node:
        case Not(part):
            return part
        case And(parts):
            left_out = [part.part for part in parts if isinstance(part, Not)]
            return all_of(left_out) if len(left_out) == len(parts) else None
    return None


def values(node: Node) -> Iterator[Value]:
    """Whole values of fields that are sought, in their order."""
    match node:
        case Value(_, _, False):
            yield node
        case And(parts) | Or(parts):
            for part in parts:
                yield from values(part)
        case Boost(part, _):
            yield from values(part)


def revalued(node: Node, value: Value, other: Value) -> Node:
    """The same tree with another value in the place of one."""
    match node:
        case Value():
            return other if node == value else node
        case And(parts):
            return And(tuple(revalued(part, value, other) for part in parts))
        case Or(parts):
            return Or(tuple(revalued(part, value, other) for part in parts))
        case Boost(part, factor):
            return Boost(revalued(part, value, other), factor)
    return node


def _words(node: Node) -> Iterator[str]:
    match node:
        case Word(text, _) if text.isalpha():
            yield text
        case And(parts) | Or(parts):
            for part in parts:
                yield from _words(part)
        case Boost(part, _):
            yield from _words(part)
