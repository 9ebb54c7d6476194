"""A judged collection: documents, queries, and which documents people found relevant to which query."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Text:
    id: str  # as the judgements name it
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Collection:
    name: str
    documents: tuple[Text, ...]
    queries: Mapping[str, str]  # the text of each, by id
    judgements: Mapping[str, Mapping[str, int]]  # by query, then by document: a grade, above 0 for what is relevant

    @property
    def asked(self) -> list[str]:
        """The ids of queries that have a relevant document; the others say nothing about a ranking."""
        return [id_ for id_ in self.queries if max(self.judgements.get(id_, {}).values(), default=0) > 0]


class Unreadable(ValueError):
    """What is wrong with a file of a collection; the message names it, and the line where there is one."""


def lines(path: Path) -> list[str]:
    """Old collections are in ASCII or Latin-1, newer ones in UTF-8."""
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8").splitlines()
    except UnicodeDecodeError:
        return raw.decode("latin-1").splitlines()


def files(folder: Path, *, begin: str = "", named: Iterable[str] = ("",)) -> list[Path]:
    """Files below a folder that begin with a mark and have one of some parts in their name, in whatever case."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    found = [path for path in found if any(part in path.name.lower() for part in named)]
    return [path for path in found if path.read_bytes()[:200].lstrip().lower().startswith(begin.encode())]


def number(written: str) -> str:
    """An id without the zeros before it, since what is `001` in one file is `1` in another."""
    return written.lstrip("0") or written
