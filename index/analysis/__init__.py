"""Analysis: text in, terms with their places out. Indexing, queries and snippets all go through here."""

import re
from functools import lru_cache

from index.analysis.characters import without_accents
from index.analysis.defang import glue
from index.analysis.folding import Folded, fold
from index.analysis.piece import Reading, core, of_core, of_other, reading, remembered
from index.analysis.tokens import HEAD, JOINED, LONGEST, Term, Token
from index.analysis.words import is_unspaced

__all__ = [
    "LONGEST",
    "Folded",
    "Reading",
    "Term",
    "Token",
    "alternatives",
    "analyse",
    "core",
    "fold",
    "glue",
    "is_unspaced",
    "joined",
    "of_core",
    "of_other",
    "reading",
    "remembered",
    "surface",
]

_PIECE = re.compile(r"\S+")


def analyse(text: str) -> list[Token]:
    """The terms of a document, title or snippet, in the order of their positions; linear in the length of the text.

    A word is one term at one position. Words joined by hyphens, underscores or slashes have positions of their own,
    with the whole as a further term at the first. An indicator (host, address, URL, path, dotted name, CVE) and all
    parts it can be found by share one position. Words over LONGEST characters are cut there, indicators over it are
    read as words.
    """
    tokens: list[Token] = []
    position = 0
    for found in _PIECE.finditer(glue(text)):
        terms, width = remembered(found.group())
        at = found.start()
        for term in terms:
            tokens.append(Token(term.text, term.surface, position + term.position, at + term.start, at + term.end))
        position += width
    return tokens


@lru_cache(maxsize=4_096)
def alternatives(text: str) -> tuple[tuple[str, ...], ...]:
    """Per position of a query's words the terms of which any one matches; () where there is nothing to search.

    A whole indicator is one position with one term: what it is part of carries that term too. A word is its stem, and
    itself, since the parts of indicators are not stemmed.
    """
    return tuple(tuple(dict.fromkeys((term.text, term.surface))) for term in _terms(text) if term.role == HEAD)


@lru_cache(maxsize=4_096)
def joined(text: str) -> str | None:
    """The one term of joined words (`rock-phish`, `etc/passwd`), which an indicator may carry as a part.

    A query for such words matches their phrase (`alternatives`) or this term. None for every other text.
    """
    terms = _terms(text)
    whole = next((term for term in terms if term.role == JOINED), None)
    if whole is None or any(not whole.start <= term.start < whole.end for term in terms):
        return None
    return whole.text


def surface(text: str) -> str:
    """A typed beginning, pattern or near spelling in the form that Token.surface has: folded, without accents."""
    return without_accents(fold(text).text)


@lru_cache(maxsize=256)
def _terms(text: str) -> tuple[Term, ...]:
    terms: list[Term] = []
    for found in _PIECE.finditer(glue(text)):
        terms += [term._replace(start=found.start() + term.start) for term in remembered(found.group()).terms]
    return tuple(terms)
