"""The NPL collection as Glasgow gives it: `doc-text`, `query-text`, `rlv-ass`; a number, lines, and a slash each."""

from collections.abc import Iterator
from pathlib import Path

from tests.bench.relevance.collection import Text, Unreadable, files, lines


def documents(folder: Path) -> list[Text]:
    """They have no titles."""
    return [Text(id_, "", text) for id_, text in _entries(folder, "doc-text")]


def queries(folder: Path) -> dict[str, str]:
    return {id_: text.lower() for id_, text in _entries(folder, "query-text")}


def judgements(folder: Path) -> dict[str, dict[str, int]]:
    return {id_: dict.fromkeys(text.split(), 1) for id_, text in _entries(folder, "rlv-ass")}


def _entries(folder: Path, name: str) -> Iterator[tuple[str, str]]:
    for path in files(folder, named=(name,)):
        entry: list[str] = []
        for line in lines(path):
            if line.strip() != "/":
                entry += [line.strip()] if line.strip() else []
            elif entry:
                yield entry[0], " ".join(entry[1:])
                entry = []
        if entry:
            raise Unreadable(f"{path}: the last entry, {entry[0]}, does not end with a slash")
