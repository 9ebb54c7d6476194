"""Writes a tree as a query in the language, such that parsing it gives the tree again."""

import re

from index.query.dates import write_dates
from index.query.fields import ip_network, normal_ref
from index.query.nodes import (
    And,
    Boost,
    Dates,
    Everything,
    Fuzzy,
    Network,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Subdomains,
    Value,
    Wildcard,
    Word,
)

_BARE = re.compile(r"\w[\w./:@%+-]*\w|\w")
_SIGNS = re.compile(r"[?*()|&]")  # part of a URL, and signs of the language anywhere else


def write(node: Node) -> str:
    """The query that parses to node."""
    match node:
        case Everything():
            return "*"
        case Nothing():
            return "NOT *"
        case And(parts):
            return " ".join(_inside(part) for part in parts)
        case Or(parts):
            return _one_word(node) or " OR ".join(_inside(part) for part in parts)
        case Not(part):
            return ("NOT " if isinstance(part, And | Or) and not _one_word(part) else "-") + _inside(part)
        case Boost(part, factor):
            return f"{_inside(part)}^{factor:g}"
        case Dates():
            return write_dates(node)
        case _:
            return _leaf(node)


def _inside(node: Node) -> str:
    text = write(node)
    return f"({text})" if isinstance(node, And | Or) and not _one_word(node) else text


def _one_word(node: Node) -> str:
    """The word that means itself or a statement's reference, or a network; "" for every other node."""
    match node:
        case Or((Word(text, None), Value("ref", value, False))) if normal_ref(text) == value:
            return text
        case Or((Word(text, None), Network(cidr))) if "/" in text and str(ip_network(text)) == cidr:
            return text
        case _:
            return ""


def _leaf(node: Node) -> str:
    match node:
        case Word(text, field):
            return _field(field) + text
        case Phrase(text, field, slop):
            return f'{_field(field)}"{text}"' + (f"~{slop}" if slop else "")
        case Prefix(text, field):
            scheme = "http://" if _SIGNS.search(text) else ""
            return f"{_field(field)}{scheme}{text}*"
        case Wildcard(pattern, field):
            return _field(field) + pattern
        case Fuzzy(text, distance, field):
            return f"{_field(field)}{text}~" + ("" if distance == 1 else str(distance))
        case Value(field, value, prefix):
            shown = value if _BARE.fullmatch(value) or not value else f'"{value}"'
            return f"{field}:{shown}" + ("*" if prefix else "")
        case Network(cidr):
            return f"ip:{cidr}"
        case Subdomains(suffix):
            return f"domain:*.{suffix}"
        case _:
            raise AssertionError(f"no such node: {node!r}")


def _field(field: str | None) -> str:
    return f"{field}:" if field else ""
