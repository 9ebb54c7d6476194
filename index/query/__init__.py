"""The query language: what a person types becomes a tree that every engine executes. Every string is a query."""

import re
from datetime import UTC, date, datetime
from functools import lru_cache

from index.analysis import fold
from index.query.aliases import Aliases, UnreadableAliasesError, expanded, read_aliases, shipped_aliases
from index.query.lexer import Lexer
from index.query.nodes import Everything, Node, Query
from index.query.parser import Parser
from index.query.writer import write

__all__ = [
    "LONGEST",
    "Aliases",
    "Query",
    "UnreadableAliasesError",
    "expanded",
    "parse",
    "read_aliases",
    "shipped_aliases",
    "write",
]

LONGEST = 2_000  # characters that are read
_MOST_NOTES = 8
_SETTLED = 4  # times a mended query is read again before it is taken as it is
_HALF_WORD = re.compile(r"(?<=\s)\S+\Z")
_ROW = re.compile(r"^[^\S\n]*\|[^\n]*\|[^\S\n]*$", re.MULTILINE)  # of a table, where bars part cells and are no OR
_UNREADABLE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")


def parse(typed: str, today: date | None = None) -> Query:
    """What typed means, for any string whatever: bounded in size and time, and never an error.

    What was ignored or mended is said in notes; repaired is then the query that was really asked, and parses to the
    same node. `today` (UTC by default) is what relative dates such as `seen:7d` count from.
    """
    return _parse(typed, today or datetime.now(UTC).date())


@lru_cache(maxsize=1_024)
def _parse(typed: str, today: date) -> Query:
    typed = _UNREADABLE.sub("\ufffd", typed)
    notes: list[str] = []
    text = typed
    if len(text) > LONGEST:
        notes.append(f"Only the first {LONGEST:,} characters were searched.")
        text = _HALF_WORD.sub("", text[: LONGEST + 1])[:LONGEST]
    node = _read(text, today, notes)
    if not notes:
        return Query(node, typed, typed)
    repaired = write(node)
    for _ in range(_SETTLED):
        again = _read(repaired, today, [])
        if again == node:
            break
        node, repaired = again, write(again)
    return Query(node, typed, repaired, tuple(dict.fromkeys(notes))[:_MOST_NOTES])


def _read(text: str, today: date, notes: list[str]) -> Node:
    cells = _ROW.sub(lambda row: row[0].replace("|", " "), text.replace("\ufffd", " "))
    lexemes = Lexer(fold(cells, keep_case=True).text, notes).read()
    node = Parser(lexemes, today, notes).whole()
    if node is None and text.strip() and not notes:
        notes.append("Nothing in this could be searched, so everything is shown.")
    return Everything() if node is None else node
