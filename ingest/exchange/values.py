"""Values of JSON from outside, each asked for as what it should be: one of the wrong type counts as absent."""

from collections.abc import Iterator
from datetime import datetime
from typing import TypeAlias

from ingest.dates import instant, since_1970
from ingest.text import one_line, tidy

Object: TypeAlias = dict[str, object]

LONGEST_NAME = 300  # characters of a name, an id or a title
_LONGEST_PROSE = 500_000  # characters of one description


def line(holder: Object, *names: str, most: int = LONGEST_NAME) -> str:
    """The first of these that holds words or a number, as one line of at most `most` characters; else ""."""
    for name in names:
        if words := as_line(holder.get(name), most):
            return words
    return ""


def as_line(value: object, most: int = LONGEST_NAME) -> str:
    """A scalar as one line; "" for anything else."""
    if isinstance(value, str):
        return one_line(value[: 4 * most])[:most]
    if isinstance(value, int | float) and not isinstance(value, bool):
        try:
            return str(value)[:most]
        except ValueError:  # a whole number of more digits than Python writes
            return ""
    return ""


def prose(holder: Object, *names: str) -> str:
    """The first of these that holds a text, with its lines; else ""."""
    for name in names:
        value = holder.get(name)
        if isinstance(value, str) and (words := tidy(value[:_LONGEST_PROSE]).strip()):
            return words
    return ""


def inside(holder: Object, *names: str) -> Object:
    """The object below these names, one in the other; an empty one where there is none."""
    for name in names:
        value = holder.get(name)
        if not isinstance(value, dict):
            return {}
        holder = value
    return holder


def objects(value: object) -> list[Object]:
    """The objects of a list; one that stands alone counts as a list of one."""
    if isinstance(value, dict):
        return [value]
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def lines(value: object, most: int = LONGEST_NAME) -> list[str]:
    """The words and numbers of a list, each as one line; a value that stands alone counts as a list of one."""
    listed = value if isinstance(value, list) else [value]
    return [words for one in listed if (words := as_line(one, most))]


def pairs(value: object) -> Iterator[tuple[str, object]]:
    """Names and values of an object, the names as lines."""
    if isinstance(value, dict):
        yield from ((as_line(name), one) for name, one in value.items())


def moment(holder: Object, name: str, now: datetime) -> datetime | None:
    """When something happened, as written or in seconds since 1970; None for what is missing, unreadable or of 1970."""
    written = as_line(holder.get(name))
    counted = since_1970(written)
    return instant(counted.isoformat() if counted else written, now)
