"""Collections in the form of TREC: documents in `<DOC>`, topics in `<top>`, and qrels of four columns."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from tests.bench.relevance.collection import Text, Unreadable, files, lines, number

_DOCUMENT = re.compile(r"<doc>(.*?)</doc>", re.IGNORECASE | re.DOTALL)
_ID = re.compile(r"<docno>(.*?)</docno>", re.IGNORECASE | re.DOTALL)
_TITLE = re.compile(r"<(title|headline|head|ti|ttl|hl)>(.*?)</\1>", re.IGNORECASE | re.DOTALL)
_BODY = re.compile(r"<(text|body|abstract)>(.*?)</\1>", re.IGNORECASE | re.DOTALL)
_MARK = re.compile(r"<[^>]*>")
_TOPIC = re.compile(r"<top>(.*?)</top>", re.IGNORECASE | re.DOTALL)
_PART = re.compile(r"<(num|title|desc|narr)>\s*(?:[A-Z][a-z]+:)?([^<]*)", re.IGNORECASE)


def documents(folder: Path) -> list[Text]:
    """Title and text, of which there may be several; where nothing is marked as either, all of it."""
    found = []
    for path in files(folder, begin="<doc"):
        for document in _DOCUMENT.findall("\n".join(lines(path))):
            id_ = _ID.search(document)
            if id_ is None:
                raise Unreadable(f"{path}: a document without <DOCNO>")
            title = " ".join(_plain(text) for _, text in _TITLE.findall(document))
            bodies = [text for _, text in _BODY.findall(document)] or [_TITLE.sub(" ", _ID.sub(" ", document))]
            found.append(Text(id_[1].strip(), title, " ".join(map(_plain, bodies))))
    return found


def queries(folder: Path) -> dict[str, str]:
    """The title of each topic, which is what a person would type; its description where it has none."""
    return dict(topic for path in files(folder, begin="<top>") for topic in _topics(path))


def judgements(folder: Path) -> dict[str, dict[str, int]]:
    judged: dict[str, dict[str, int]] = {}
    for path in files(folder, named=("qrel",)):
        for at, line in enumerate(lines(path), 1):
            columns = line.split()
            if len(columns) != 4:
                raise Unreadable(f"{path}, line {at}: not a topic, an iteration, a document and a grade")
            judged.setdefault(number(columns[0]), {})[columns[2]] = int(columns[3])
    return judged


def _topics(path: Path) -> Iterator[tuple[str, str]]:
    for topic in _TOPIC.findall("\n".join(lines(path))):
        parts = {name.lower(): " ".join(text.split()) for name, text in _PART.findall(topic)}
        if "num" not in parts:
            raise Unreadable(f"{path}: a topic without <num>")
        yield number(parts["num"]), parts.get("title") or parts.get("desc", "")


def _plain(marked: str) -> str:
    return " ".join(unescape(_MARK.sub(" ", marked)).split())
