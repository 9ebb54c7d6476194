"""The reports and queries of a bench corpus: a folder with one `*.jsonl` or `*.jsonl.xz`, and `queries.json`."""

import json
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from tests.bench.synthetic import made_up


@dataclass(frozen=True, slots=True)
class Report:
    key: int  # its line in the corpus, from 1: what an engine gives back for it
    title: str
    body: str
    tags: tuple[str, ...]
    source: str
    date: str | None  # an ISO day


@dataclass(frozen=True, slots=True)
class Ask:
    """One query of the set. Which of the fields it has follows from its kind."""

    kind: str
    terms: tuple[str, ...]  # words as a person types them
    tag: str | None = None  # what is found carries it
    since: str | None = None  # an ISO day, inclusive
    until: str | None = None  # an ISO day, inclusive
    size: int = 10  # reports that are asked for

    @property
    def text(self) -> str:
        """The query in the signs that our language, Whoosh's, tantivy's and xapian's have in common."""
        match self.kind:
            case "phrase":
                return f'"{" ".join(self.terms)}"'
            case "or2":
                return " OR ".join(self.terms)
            case "prefix":
                return f"{self.terms[0]}*"
        return " ".join(self.terms)


def unpack(folder: Path, count: int, to: Path) -> int:
    """Write the first count reports, a line each, and return how many they are; past the real ones follow made-up ones.

    Unpacked once, so that no engine's time holds that of decompressing.
    """
    source = next(folder.glob("*.jsonl*"))
    opened = lzma.open if source.suffix == ".xz" else open
    with opened(source, "rt", encoding="utf-8") as lines:
        real = list(islice(lines, count))
    with to.open("w", encoding="utf-8") as file:
        file.writelines(real)
        file.writelines(islice(made_up(real), count - len(real)))
    return count


def reports(path: Path) -> Iterator[Report]:
    with path.open(encoding="utf-8") as lines:
        for key, line in enumerate(lines, 1):
            told = json.loads(line)
            yield Report(key, told["title"], told["body"], tuple(told["tags"]), told["source"], told["date"] or None)


def asks(folder: Path) -> list[Ask]:
    told = json.loads((folder / "queries.json").read_text(encoding="utf-8"))
    return [Ask(one["kind"], tuple(one["terms"]), one.get("tag"), one.get("d0"), one.get("d1")) for one in told]
