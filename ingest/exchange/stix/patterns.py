"""STIX patterns: the values that their comparisons ask for (STIX 2.1, chapter 9)."""

import re
from collections.abc import Iterator

_LONGEST = 100_000  # characters of a pattern
_MOST = 5_000  # values of one pattern
# Each alternative is possessive or of bounded length, so that a scan is linear.
_TOKEN = re.compile(
    r"""
      (?P<path>    [A-Za-z][A-Za-z0-9-]{1,100}:(?:[\w.-]|\[(?:\d{1,6}|\*)\]|'[^'\n]{1,100}')++ )
    | (?P<string>  (?:[hbt](?='))?'(?P<inside>(?:[^'\\]|\\.)*+)(?P<end>'?) )  # one that never ends takes the rest
    | (?P<word>    [A-Za-z]++ | -?\d++(?:\.\d++)? )
    | (?P<sign>    != | <> | [<>]=? | ==? )
    | (?P<bracket> [][()] )
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_ASKS = frozenset(("=", "==", "IN", "ISSUBSET", "ISSUPERSET"))
_COMPARES = _ASKS | {"!=", "<>", "<", ">", "<=", ">=", "LIKE", "MATCHES"}
_SAYS_MORE = (_COMPARES - _ASKS) | {"NOT", "EXISTS", "FOLLOWEDBY", "WITHIN", "REPEATS"}


def says_more(pattern: str) -> bool:
    """Whether a pattern asks for more than that something has one of the values in it."""
    tokens = _TOKEN.finditer(pattern[:_LONGEST])
    return any(token[0].upper() in _SAYS_MORE for token in tokens if token.lastgroup in ("sign", "word"))


def comparisons(pattern: str) -> Iterator[tuple[str, str]]:
    """Each object path with a value that it is to be equal to, to be among, or to lie within: `ipv4-addr:value`,
    `192.0.2.1`. What is negated, larger, smaller or only alike (LIKE, MATCHES) names no value. Never raises."""
    path = operator = ""
    negated = False
    found = 0
    for token in _TOKEN.finditer(pattern[:_LONGEST]):
        sort, written = token.lastgroup, token[0]
        if sort == "path":
            path, operator, negated = written, "", False
        elif sort == "bracket":
            if written in "[]":
                path = ""
        elif sort in ("sign", "word") and written.upper() in _COMPARES:
            operator = written.upper()
        elif sort == "word" and written.upper() == "NOT":
            negated = True
        elif path and operator and (sort == "string" or written[-1:].isdigit()):
            if operator in _ASKS and not negated and (sort == "word" or token["end"]):
                yield path, written if sort == "word" else _ESCAPED.sub(r"\1", token["inside"])
                found += 1
            if operator != "IN":
                path = ""
        elif sort == "word" and written.upper() in ("AND", "OR", "FOLLOWEDBY"):
            path = ""
        if found == _MOST:
            return
