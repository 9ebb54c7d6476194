"""Collections as JSON lines with tab-separated judgements; those of BEIR are the same under other names."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.bench.relevance.collection import Text, Unreadable, files, lines


def documents(folder: Path) -> list[Text]:
    paths = files(folder, named=("docs.jsonl", "corpus.jsonl"))
    return [Text(_id(one), one.get("title", ""), _text(one)) for path in paths for one in _rows(path)]


def queries(folder: Path) -> dict[str, str]:
    return {_id(one): _text(one) for path in files(folder, named=("queries.jsonl",)) for one in _rows(path)}


def judgements(folder: Path) -> dict[str, dict[str, int]]:
    """Query, document and grade a line, perhaps under a heading."""
    judged: dict[str, dict[str, int]] = {}
    for path in files(folder, named=(".tsv",)):
        for at, line in enumerate(lines(path), 1):
            columns = line.split("\t")
            if len(columns) != 3:
                raise Unreadable(f"{path}, line {at}: not a query, a document and a grade with tabs between them")
            if at > 1 or columns[2].lstrip("-").isdigit():
                judged.setdefault(columns[0], {})[columns[1]] = int(columns[2])
    return judged


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for at, line in enumerate(lines(path), 1):
        try:
            yield json.loads(line)
        except ValueError as error:
            raise Unreadable(f"{path}, line {at}: {error}") from error


def _id(row: dict[str, Any]) -> str:
    return str(row["id"] if "id" in row else row["_id"])


def _text(row: dict[str, Any]) -> str:
    return str(row["text"] if "text" in row else row["body"])
