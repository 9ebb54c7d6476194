"""Collections in the form of the SMART system: Cranfield, CISI, CACM, Medline and others.

`.I 1` opens an entry; `.T`, `.A`, `.W` and other single letters, each on a line of its own, open its parts.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.bench.relevance.collection import Text, Unreadable, files, lines, number

_QUERIES = ("qry", "quer", "que")  # in the name of a file with queries
_JUDGEMENTS = (".rel", "qrel")
_ENTRY = re.compile(r"\.I\s*(\S+)\s*")
_PART = re.compile(r"\.([A-Z])\s*")


def documents(folder: Path) -> list[Text]:
    paths = [path for path in files(folder, begin=".i") if path not in _queries(folder)]
    return [Text(id_, parts.get("T", ""), parts.get("W", "")) for path in paths for id_, parts in _entries(path)]


def queries(folder: Path) -> dict[str, str]:
    return {id_: parts.get("W", "") for path in _queries(folder) for id_, parts in _entries(path)}


def judgements(folder: Path) -> dict[str, dict[str, int]]:
    """By query and document. Those of Cranfield name a query by its place and not by its number."""
    rows = [row for path in files(folder, named=_JUDGEMENTS) for row in _judged(path)]
    known = list(queries(folder))
    by_place = not {query for query, _, _ in rows} <= set(known)
    judged: dict[str, dict[str, int]] = {}
    for query, document, grade in rows:
        place = int(query) if by_place else 0
        judged.setdefault(known[place - 1] if 0 < place <= len(known) else query, {})[document] = grade
    return judged


def _queries(folder: Path) -> list[Path]:
    return files(folder, begin=".i", named=_QUERIES)


def _entries(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Id and parts of each; a part that comes more than once goes on."""
    entry: dict[str, str] | None = None
    id_ = part = ""
    for at, line in enumerate(lines(path), 1):
        if found := _ENTRY.fullmatch(line):
            if entry is not None:
                yield id_, entry
            entry, id_, part = {}, number(found[1]), ""
        elif entry is None:
            if line.strip():
                raise Unreadable(f"{path}, line {at}: text before the first “.I”")
        elif found := _PART.fullmatch(line):
            part = found[1]
        else:
            entry[part] = f"{entry[part]} {line.strip()}" if part in entry else line.strip()
    if entry is not None:
        yield id_, entry


def _judged(path: Path) -> Iterator[tuple[str, str, int]]:
    """Query, document and grade: `1 28 0 0.0` (CISI, CACM), `1 0 28 1` (Medline, as TREC), or `1 28 2` (Cranfield).

    Cranfield's third number says how relevant, 1 the most; below 0 is not relevant. Elsewhere what is listed is.
    """
    rows = [line.split() for line in lines(path) if line.strip()]
    if bad := next((at for at, row in enumerate(rows, 1) if len(row) < 2), None):
        raise Unreadable(f"{path}, row {bad}: fewer than a query and a document")
    like_trec = all(len(row) == 4 and row[1] == "0" for row in rows)
    for row in rows:
        code = row[3] if like_trec else row[2] if len(row) == 3 else "1"
        yield number(row[0]), number(row[2] if like_trec else row[1]), 0 if code.startswith("-") else 1
