"""Puts lexemes together by the grammar: NOT binds before AND, AND (also unwritten) before OR."""

from datetime import date

from index.query import words
from index.query.build import all_of, any_of, boosted, negate
from index.query.dates import read_dates
from index.query.days import ImpossibleDateError
from index.query.fields import BOUNDS, DATES, TEXT
from index.query.lexer import Is, Lexeme
from index.query.nodes import Node, Nothing


class Parser:
    """Recursive descent over balanced lexemes; None stands for a part of which nothing is left."""

    def __init__(self, lexemes: list[Lexeme], today: date, notes: list[str]) -> None:
        self.lexemes = lexemes
        self.at = 0
        self.today = today
        self.notes = notes

    def whole(self) -> Node | None:
        return self._either("")

    def _next(self) -> Is | None:
        return self.lexemes[self.at].kind if self.at < len(self.lexemes) else None

    def _either(self, field: str) -> Node | None:
        parts = [self._each(field)]
        while self._next() is Is.OR:
            self.at += 1
            parts.append(self._each(field))
        found = [part for part in parts if part is not None]
        if len(found) < len(parts) and len(parts) > 1:
            self.notes.append("An OR with nothing on one side was ignored.")
        return any_of(found) if found else None

    def _each(self, field: str) -> Node | None:
        parts: list[Node] = []
        while self._next() not in (None, Is.OR, Is.CLOSE):
            if self._next() is Is.AND:
                self._and(bool(parts))
                continue
            part = self._one(field)
            if part is not None:
                parts.append(part)
        return all_of(parts) if parts else None

    def _and(self, has_left: bool) -> None:
        self.at += 1
        if not has_left or self._next() in (None, Is.OR, Is.CLOSE, Is.AND):
            self.notes.append("An AND with nothing on one side was ignored.")

    def _one(self, field: str) -> Node | None:
        """A thing with the negations before it."""
        negated = False
        while self._next() is Is.NOT:
            self.at += 1
            negated = not negated
        if self._next() in (None, Is.AND, Is.OR, Is.CLOSE):
            self.notes.append("A NOT with nothing behind it was ignored.")
            return None
        part = self._thing(field)
        return negate(part) if negated and part is not None else part

    def _thing(self, field: str) -> Node | None:
        lexeme = self.lexemes[self.at]
        self.at += 1
        field = lexeme.field or field
        if lexeme.kind is Is.OPEN:
            inner = self._either(field)
            boost = self.lexemes[self.at].boost
            self.at += 1
            return None if inner is None else boosted(inner, boost)
        if field in DATES or field in BOUNDS:
            return self._dates(field, lexeme.text)
        if lexeme.kind is not Is.PHRASE:
            return words.leaf(field, lexeme.text, self.notes)
        if field and field not in TEXT:
            part = words.value(field, lexeme.text, self.notes, quoted=True, star=lexeme.star)
        else:
            part = words.phrase(lexeme.text, field or None, lexeme.slop, self.notes, star=lexeme.star)
        return None if part is None else boosted(part, lexeme.boost)

    def _dates(self, field: str, text: str) -> Node | None:
        try:
            found = read_dates(field, text.strip(" ,;"), self.today)
        except ImpossibleDateError as error:
            self.notes.append(f"{error} “{field}:” was ignored.")
            return None
        if found is None:
            self.notes.append(f"“{field}:{text[:60]}” holds no day, so nothing has it.")
        return found or Nothing()
