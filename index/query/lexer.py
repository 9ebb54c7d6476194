"""Cuts a folded query into lexemes. Every string has a reading; nothing here can fail."""

import re
from enum import Enum, auto
from typing import NamedTuple

from index.query.days import SPELLED
from index.query.fields import BOUNDS, DATES, FIELDS

DEEPEST = 20  # brackets inside brackets
MOST = 128  # words, phrases and values


class Is(Enum):
    OPEN = auto()
    CLOSE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    WORD = auto()
    PHRASE = auto()
    RANGE = auto()


class Lexeme(NamedTuple):
    kind: Is
    text: str = ""
    field: str = ""  # of a word, phrase, range or opening bracket that stands right behind `field:`
    star: bool = False  # a phrase followed by `*`
    slop: int = 0  # a phrase followed by `~3`
    boost: float = 1.0  # a phrase or closing bracket followed by `^2`


_BLANK = re.compile(r"\s+")
_FIELD = re.compile(r"([A-Za-z][A-Za-z0-9]{0,15}):(?!//)(?=[^\s)|])")
_EMPTY_FIELD = re.compile(r"([A-Za-z][A-Za-z0-9]{0,15}):(?=[\s)|]|$)")
_OPERATOR = re.compile(r"(AND|OR|NOT)(?=[\s()\"]|$)|(&&|\|\|?)")
_PHRASE = re.compile(r'"([^"]*)("?)(\*?)(?:~(\d{0,3}))?(?:\^(\d{1,6}(?:\.\d{1,6})?))?')
_RANGE = re.compile(r"[\[{][^\[\]{}\"]*[\]}]")
_CLOSE = re.compile(r"\)(?:\^(\d{1,6}(?:\.\d{1,6})?))?")
_BEGINS = r"(?:(?<=[\s(|&])|(?<!.))"  # a sign says something where a word begins; inside a text it is the text's
_TAG = re.compile(r"#(?!\d+(?![\w-]))(?=\w)")  # `#230` is a number
_ANY_ONE = re.compile(rf"(?:{_BEGINS}|(?<=[-!+]))\?(?=\w)", re.DOTALL)
# The signs that an IPv6 address may begin with: `::1`, `[2001:db8::1]:443`.
ADDRESS = re.compile(r"::(?=[0-9a-f]{1,4}(?:[:./\s\])^]|$))|\[(?=[0-9a-f:.]{3,45}\]:\d)", re.IGNORECASE)
_MINUS = re.compile(rf"{_BEGINS}[-!](?![-!\s>=])(?=.)", re.DOTALL)
_OFFSET = re.compile(r"(?<=:\d\d )-(?=\d\d:?\d\d(?!\d))")  # of a time from UTC, as in `10:09:01 -0300`
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,15}://[^\s\"]+")
_BARE_URL = re.compile(r"(?:[\w-]+\.)+[\w-]+(?::\d+)?/(?:[^\s\"|&]|&(?!&))*")
_WORD = re.compile(r"(?:[^\s\"()|&]|&(?!&))+")
_OPERATORS = {"AND": Is.AND, "&&": Is.AND, "OR": Is.OR, "|": Is.OR, "||": Is.OR, "NOT": Is.NOT}
_IGNORED = "'`,;:=<>^~&+-—!?[]{}#\xb7•‣◦●○■□▪▫►→"  # signs that say nothing where a word begins


class Lexer:
    """Reads a text from left to right into lexemes, and says in notes what it left out."""

    def __init__(self, text: str, notes: list[str]) -> None:
        self.text = text
        self.at = 0
        self.notes = notes
        self.lexemes: list[Lexeme] = []
        self.fields: list[str] = []  # of the brackets that are open

    def read(self) -> list[Lexeme]:
        words = 0
        while self.at < len(self.text):
            if self._take(_BLANK) or self._sign():
                continue
            if words == MOST:
                self.notes.append(f"Only the first {MOST} words were searched.")
                break
            words += self._thing()
        return _balanced(self.lexemes, self.notes)

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self.text, self.at)
        if found:
            self.at = found.end()
        return found

    def _sign(self) -> bool:
        """An operator or a bracket, or a sign that means nothing here."""
        if self.text[self.at].islower():
            return False
        if self.text[self.at] == "(":
            self._open("")
        elif found := self._take(_CLOSE):
            self.fields = self.fields[:-1]
            self.lexemes.append(Lexeme(Is.CLOSE, boost=float(found[1] or 1)))
        elif found := self._take(_OPERATOR):
            self.lexemes.append(Lexeme(_OPERATORS[found.group()]))
        elif self._take(_OFFSET):
            pass
        elif self._take(_MINUS):
            self.lexemes.append(Lexeme(Is.NOT))
        elif any(begin.match(self.text, self.at) for begin in (_TAG, _ANY_ONE, ADDRESS)):
            return False
        elif self.text[self.at] in _IGNORED and not (self._of_dates() and self.text[self.at] in "<>[{"):
            self.at += 1
        else:
            return False
        return True

    def _thing(self) -> int:
        """A word, phrase or value, with the field before it; how many of them it is."""
        field = ""
        if self._take(_TAG):
            field = "tag"
        elif (found := _FIELD.match(self.text, self.at)) and found[1].lower() in FIELDS:
            self.at = found.end()
            field = found[1].lower()
        elif (found := _EMPTY_FIELD.match(self.text, self.at)) and found[1].lower() in FIELDS:
            self.at = found.end()
            self.notes.append(f"“{found.group()}” has no value right behind it, so it was read as a word.")
            self.lexemes.append(Lexeme(Is.WORD, found[1]))
            return 1
        if field and self.text[self.at] == "(":
            self._open(field)
            return 0
        self.lexemes.append(self._valued(field))
        return 1

    def _open(self, field: str) -> None:
        self.at += 1
        self.lexemes.append(Lexeme(Is.OPEN, field=field))
        self.fields.append(field or (self.fields[-1] if self.fields else ""))

    def _of_dates(self, field: str = "") -> bool:
        """Whether what comes is a date: by its own field, or that of the bracket it stands in."""
        return (field or (self.fields[-1] if self.fields else "")) in (*DATES, *BOUNDS)

    def _valued(self, field: str) -> Lexeme:
        if found := self._take(_PHRASE):
            if not found[2]:
                self.notes.append("A quotation mark is not closed: the phrase was read to the end.")
            boost = float(found[5] or 1)
            return Lexeme(Is.PHRASE, found[1], field, bool(found[3]), int(found[4] or 0), boost)
        if self._of_dates(field) and (found := self._take(_RANGE) or self._take(SPELLED)):
            return Lexeme(Is.RANGE, found.group(), field)
        if found := _URL.match(self.text, self.at) or _BARE_URL.match(self.text, self.at):
            url = _without_foreign_brackets(found.group())
            self.at += len(url)
            return Lexeme(Is.WORD, url, field)
        if found := self._take(_WORD):
            return Lexeme(Is.WORD, found.group(), field)
        self.at += 1  # a bracket or bar right behind `#` or a field: it is no value
        return Lexeme(Is.WORD, "", field)


def _without_foreign_brackets(url: str) -> str:
    """A URL up to the bracket that closes one opened before it."""
    depth = 0
    for i, letter in enumerate(url):
        depth += (letter == "(") - (letter == ")")
        if depth < 0:
            return url[:i]
    return url


def _balanced(lexemes: list[Lexeme], notes: list[str]) -> list[Lexeme]:
    """The lexemes with every bracket closed, those closed that were never opened and those nested too deep left out."""
    kept: list[Lexeme] = []
    opened: list[bool] = []  # whether each open bracket is kept
    for lexeme in lexemes:
        if lexeme.kind is Is.OPEN:
            opened.append(sum(opened) < DEEPEST)
            if not opened[-1]:
                notes.append(f"Brackets nested deeper than {DEEPEST} were ignored.")
                continue
        elif lexeme.kind is Is.CLOSE:
            if not opened:
                notes.append("A bracket is closed that was never opened: it was ignored.")
                continue
            if not opened.pop():
                continue
        kept.append(lexeme)
    if any(opened):
        notes.append("A bracket is not closed: it was closed at the end.")
    return kept + [Lexeme(Is.CLOSE) for kept_open in opened if kept_open]
