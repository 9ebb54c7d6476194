"""Dates that a text states about itself: a line that is a date, a labelled one, or one in the name of the file."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime

from ingest.dates import read_date
from ingest.files.evidence import Fact

_LONGEST = 60  # characters of a line that is nothing but a date
_LABELLED = re.compile(r"[\s>*_#+\[\]-]*([A-Za-z][A-Za-z ]{2,40}?)[*_ ]*:[*_` ]*(\S.{0,100}?)[*_`\s]*")
_BETWEEN = re.compile(r"\s+[|·•–—/]\s+(?=[*_]{0,3}[A-Za-z][A-Za-z ]{2,40}:)")
_SAYS_UPDATED = frozenset(("updated", "update", "modified", "revised", "revision"))
_SAYS_PUBLISHED = frozenset(
    ("date", "published", "publication", "posted", "issued", "released", "release", "disclosure", "disclosed", "patch")
)
_SAYS_NOTHING = frozenset(
    ("last", "first", "or", "and", "of", "on", "the", "date", "report", "originally", "original", "initial")
)
_BEGINS = re.compile(r"(\d{4}-\d{2}-\d{2})(?!\d)(?:\s*[(\[][A-Za-z]{3,9}[)\]])?[\s:–—-]*")
_IN_NAME = re.compile(r"(?<![0-9])((?:19|20)\d{2})[-_](\d{2})[-_](\d{2})(?![0-9])")


def whole_line(line: str) -> datetime | None:
    """The date that a line is, when it is nothing else."""
    line = line.strip(" \t*_()[]")
    return read_date(line) if len(line) <= _LONGEST and re.search(r"\d", line) else None


def labelled(lines: Iterable[tuple[int, str]]) -> list[Fact[datetime]]:
    """Published and updated dates from lines such as "Last updated: 3 May 2021", with the lines' numbers; a line may
    hold several, with bars or dashes between."""
    facts = []
    for number, part in ((number, part) for number, line in lines for part in _BETWEEN.split(line[:400])):
        found = _LABELLED.fullmatch(part[:200])
        field = _field(found[1]) if found else None
        moment = read_date(found[2].strip()) if found and field else None
        if field and moment:
            facts.append(Fact(field, moment, f"line {number}", part.strip()))
    return facts


def _field(label: str) -> str | None:
    words = set(label.lower().split())
    if not words <= _SAYS_UPDATED | _SAYS_PUBLISHED | _SAYS_NOTHING:
        return None
    if words & _SAYS_UPDATED:
        return "updated"
    return "published" if words & _SAYS_PUBLISHED else None


def leading(line: str) -> tuple[datetime | None, str]:
    """The ISO date a line begins with, a weekday in brackets behind it, and the rest of the line."""
    found = _BEGINS.match(line)
    moment = _day(found[1]) if found else None
    return (moment, line[found.end() :]) if found and moment else (None, line)


def in_name(location: str) -> Fact[datetime] | None:
    """The day in a file's name, such as 2016-06-17-title.md or vendor_2016-06-17_title.txt."""
    name = re.split(r"[/\\]", location.partition("?")[0])[-1]
    found = _IN_NAME.search(name)
    moment = _day("-".join(found.groups())) if found else None
    return Fact("published", moment, "name of the file", name) if moment else None


def _day(written: str) -> datetime | None:
    try:
        return datetime.strptime(written, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        return None
