"""Dates that a page shows to its readers, for pages whose head and time elements name none."""

import re
from collections.abc import Iterator
from itertools import pairwise

from bs4 import Tag

from ingest.dates import read_date
from ingest.files.dating import labelled
from ingest.files.evidence import Fact
from ingest.html import text
from ingest.text import one_line

_MARK = re.compile(
    r"(?:^|[\s_-])(?:date|datemodified|datepublished|datestamp|dateline|published?|pubdate|posted|timestamp|updated)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"updat|modif|revis", re.IGNORECASE)
_OTHER = re.compile(r"comment|copyright|current|due|end|event|expir|header-date|start|today", re.IGNORECASE)
# "Posted on 3 May 2021 by Jo Doe", as a line of its own.
_STATED = re.compile(
    r"((?:last )?(?:posted|published|released|issued|updated|modified|revised))(?: on)? (.{6,60}?)(?: by .{1,80})?",
    re.IGNORECASE,
)
_VALUES = ("content", "datetime", "title")  # attributes in which microdata and microformats give a date
_LONGEST = 80  # characters of an element that is nothing but a date
_MOST = 2_000  # lines and elements that are looked at


def shown_dates(main: Tag) -> list[Fact[str]]:
    """What elements called "date" and their like, and lines such as "Release date: 3 May 2021", say of the page; of
    each field only where all of them name one day, since lists of other articles have dates as well."""
    facts = [*_above(main), *_marked(main), *_labelled(main)]
    days = {(fact.field, fact.value[:10]) for fact in facts}
    return [fact for fact in facts if sum(field == fact.field for field, _ in days) == 1]


def _above(main: Tag) -> Iterator[Fact[str]]:
    """What time elements above the text say, where none has a mark: those below it are of other articles."""
    for tag in main.find_all(("time", "p"), limit=_MOST):
        if tag.name == "p" and len(tag.get_text()) > _LONGEST:
            return
        if tag.name == "time" and not tag.get("class") and (moment := read_date(one_line(str(tag.get("datetime"))))):
            yield Fact("published", moment.isoformat(), "time[datetime]", one_line(tag.get_text(" ")))


def _marked(main: Tag) -> Iterator[Fact[str]]:
    for tag in main.find_all(_is_marked, limit=_MOST):
        values = [one_line(value) for name in _VALUES if isinstance(value := tag.get(name), str)]
        for written in (*values, one_line(tag.get_text(" ")[: 2 * _LONGEST])):
            if len(written) <= _LONGEST and (moment := read_date(written)):
                yield Fact(_field(tag), moment.isoformat(), f"{tag.name}[{_name(tag)[:_LONGEST]}]", written)
                break


def _field(tag: Tag) -> str:
    """A microformat calls an entry that never changed both published and updated (hAtom 0.1)."""
    name = _name(tag).lower()
    return "updated" if _CHANGED.search(name) and "publ" not in name else "published"


def _is_marked(tag: Tag) -> bool:
    name = _name(tag)
    return bool(_MARK.search(name)) and not _OTHER.search(name)


def _name(tag: Tag) -> str:
    given = tag.get("class") or ""
    words = " ".join(given) if isinstance(given, list) else given
    return " ".join(filter(None, (words, str(tag.get("id") or ""), str(tag.get("itemprop") or ""))))


def _labelled(main: Tag) -> Iterator[Fact[str]]:
    """Of lines, and of a label with the date in the line or cell behind it."""
    lines = [line for line in text(str(main)).split("\n") if line.strip()][:_MOST]
    parts = [part for line in lines for part in (line, line.replace(" | ", ": ", 1))]
    parts += [f"{label}: {value}" for label, value in pairwise(lines) if len(label) + len(value) <= _LONGEST]
    parts += [f"{found[1]}: {found[2]}" for line in lines if (found := _STATED.fullmatch(line.strip()))]
    for fact in labelled((0, part) for part in parts):
        yield Fact(fact.field, fact.value.isoformat(), fact.quote.partition(":")[0], fact.quote)
