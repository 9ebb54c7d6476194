"""The three labels that make a page a statement: `Category:`, `Updated:`, `Statement Ref:`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from ingest.dates import dates_in, read_date
from ingest.statements.rows import Row, without_images

_LABEL = re.compile(
    r"(?<![\w-])[*_]{0,3}(?:(?P<category>category)|(?P<updated>(?:last\s)?updated(?:\son)?)"
    r"|(?P<ref>statement\s(?:ref(?:erence)?|no|number|id)\.?|ref(?:erence)?))[*_]{0,3}\s?[:|][*_]{0,3}",
    re.IGNORECASE,
)
_REF = re.compile(r"([A-Za-z]{0,5}[- ]?\d{1,6})(?![\w-])")
_MARKS = " |*_"  # what stands around labels and values: cells, and bold letters as Markdown writes them
_IN_FRONT = f"{_MARKS}•·-"  # and in front of them, where they are the items of a list
_BETWEEN = f"{_IN_FRONT}–—/,;"  # and between one value and the next label of a line
_FAR = 8  # rows: labels further apart are not of one block
_SHORT = 80  # characters: what stands between two labels of a block is no prose


@dataclass(frozen=True, slots=True)
class Label:
    field: str  # "category", "updated" or "ref"
    value: str  # as printed
    row: int  # position of the row that carries the label
    end_row: int  # and of the row that carries its value
    printed: str  # the label as printed, such as "Statement Ref:"
    before: str = ""  # words of the row in front of the first label
    rest: str = ""  # words of the row behind the value


@dataclass(frozen=True, slots=True)
class Labels:
    """The label block of a page."""

    found: tuple[Label, ...]

    def get(self, field: str) -> Label | None:
        return next((label for label in self.found if label.field == field), None)

    @property
    def updated(self) -> datetime | None:
        label = self.get("updated")
        return _date(label.value) if label else None

    @property
    def number(self) -> int | None:
        label = self.get("ref")
        return int("".join(filter(str.isdecimal, label.value))) if label else None

    @property
    def first_row(self) -> int:
        return min(label.row for label in self.found)

    @property
    def end_row(self) -> int:
        return max(label.end_row for label in self.found)


def find_labels(rows: Sequence[Row]) -> Labels | None:
    """The label block: the first run of rows that carries at least two of the three labels with fitting values, one
    that has a reference before one that has none. Prose that uses such words makes no block."""
    blocks = _blocks(_readings(rows), rows)
    fitting = [block for block in blocks if len(block.found) >= 2]
    with_ref = [block for block in fitting if block.get("ref")]
    alone = [block for block in blocks if block.get("ref") and block.found[0].printed.lower().startswith("statement")]
    return next(iter(with_ref + fitting + alone), None)


def _blocks(labels: Iterator[Label], rows: Sequence[Row]) -> list[Labels]:
    blocks: list[list[Label]] = []
    for label in labels:
        end = blocks[-1][-1].end_row if blocks else -_FAR
        near = label.row - end <= _FAR
        if blocks and near and all(len(row.text) <= _SHORT for row in rows[end + 1 : label.row]):
            if all(label.field != known.field for known in blocks[-1]):
                blocks[-1].append(label)
        else:
            blocks.append([label])
    return [Labels(tuple(block)) for block in blocks]


def _readings(rows: Sequence[Row]) -> Iterator[Label]:
    """Every label that has a fitting value, be it on its own row, in the next cell or in a row of values below."""
    waiting: list[Label] = []
    for at, row in enumerate(rows):
        text = without_images(row.text)
        marks = list(_LABEL.finditer(f"{text} |" if len(text) < 40 else text))
        if waiting and not marks:
            yield from _values_below(waiting, rows, at)
        if len(marks) == 1 and text[: marks[0].start()].strip(_IN_FRONT):  # a word in a sentence, no label of a value
            marks = []
        waiting = [] if not marks or (waiting and len(marks) > 1) else waiting
        for number, mark in enumerate(marks):
            until = marks[number + 1].start() if number + 1 < len(marks) else len(text)
            before = text[: mark.start()].strip(_IN_FRONT) if not number else ""
            value = text[mark.end() : until].strip(_MARKS).rstrip(_BETWEEN if until < len(text) else "")
            label = Label(_field(mark), value, at, at, mark[0].strip("*_| "), before)
            if not label.value:
                waiting.append(label)
            elif fitting := _fitting(label):
                waiting = []  # the labels before it have no value: theirs would stand before it
                yield fitting


def _values_below(waiting: list[Label], rows: Sequence[Row], at: int) -> Iterator[Label]:
    """The labels with the values in the row below them; no value is what stands below a gap that parts no labels."""
    text = without_images(rows[at].text)
    if rows[at].gap and not rows[waiting[-1].row].gap:
        return
    cells = text.split(" | ") if len(waiting) > 1 else [text]
    for label, value in zip(waiting, cells, strict=False):
        if fitting := _fitting(Label(label.field, value.strip(_MARKS), label.row, at, label.printed, label.before)):
            yield fitting


def _field(mark: re.Match[str]) -> str:
    return next(name for name, words in mark.groupdict().items() if words)


def _fitting(label: Label) -> Label | None:
    """The label with the part of its value that fits the field, or None."""
    value, rest = label.value, ""
    if label.field == "ref":
        match = _REF.match(value)
        value, rest = (match[1], value[match.end() :]) if match else ("", "")
    elif label.field == "updated":
        value, rest = _date_in_front(value)
    elif len(value) > 60 or len(value.split()) > 6 or value.endswith((".", ",", ";")):
        value = ""
    if not value:
        return None
    return Label(label.field, value, label.row, label.end_row, label.printed, label.before, rest.strip(" |"))


def _date_in_front(value: str) -> tuple[str, str]:
    """(the date as printed, what follows it); the date is "" where there is none."""
    words = value.split()
    for count in range(min(8, len(words)), 0, -1):
        if read_date(" ".join(words[:count])):
            return " ".join(words[:count]), " ".join(words[count:])
    return (value, "") if len(value) <= 60 and dates_in(value) else ("", "")


def _date(value: str) -> datetime | None:
    if moment := read_date(value):
        return moment
    days = dates_in(value)
    return read_date(days[0].isoformat()) if days else None
