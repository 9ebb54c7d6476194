"""Notations that keep an indicator from being clicked, and the plain spelling each stands for.

`hxxp hXXp h**p meow`, `[.] (.) {.} [dot] (dot) <dot> [.com \\.com`, `[@] [at] (at)`, `[:]// [://] [/]`, each also with
double brackets, and with blanks inside or around the brackets. Every pattern is linear: nothing in it repeats but
single characters, and those a bounded number of times.
"""

import re

GLUE = "\u2060"  # the word joiner: never shown, so it parts nothing and folds to nothing

BLANKS = " \t\xa0"
_JOINED = frozenset(BLANKS)
_JOIN = {ord(blank): GLUE for blank in BLANKS}
_PAIRS = ((r"\[\[?", r"\]\]?"), (r"\(\(?", r"\)\)?"), (r"\{\{?", r"\}\}?"), ("<<?", ">>?"))


def _bracketed(inside: str) -> str:
    return "(?:" + "|".join(f"{opening}{inside}{closing}" for opening, closing in _PAIRS) + ")"


_DOT, _AT = _bracketed(r"(?:\.|dot)"), _bracketed("(?:@|at)")
_SPACED = re.compile(_bracketed(rf"[{BLANKS}]?(?:\.|@|dot|at)[{BLANKS}]?"), re.IGNORECASE)
_SOME_CVE = re.compile(r"[cC][vV][eE][\s_]|[cC][vV][eE]-\d{4}[\s_]")
_CVE = re.compile(r"\b(cve)[\s_-](\d{4})[\s_-](\d{4,19})(?!\w)", re.IGNORECASE)

NOTATION = re.compile(
    rf"""(?P<dot>(?<=[\w/]){_DOT}(?=\w) | (?<=\w)\[\.(?=\w) | (?<=\w)\.\](?=\w))
       | (?P<escaped>(?<=\w)\\\.(?=\w))
       | (?P<at>(?<=\w){_AT}(?=\w))
       | (?P<mark>\[\[?(?P<sign>://|//|[:/])\]\]? | \(://\) | \{{://\}} | <://>)
       | (?P<http>(?<![^\W_])(?:h(?:[x*_]{{2,3}}|xt|tx|\[tt\]|\(tt\))p|meow)(?=s?[\[({{<]{{0,2}}:))
       | (?P<ftp>(?<![^\W_])f[x*]p(?=s?[\[({{<]{{0,2}}:))
       | (?P<slashes>(?<=http:|ttps:)\\\\(?=\w))
    """,
    re.IGNORECASE | re.VERBOSE,
)

_ESCAPED_BEFORE = 256  # characters of the word before an escaped dot that are looked at
_OF_A_PATH = re.compile(r"\\(?!\.)")  # a backslash that escapes no dot

_SIGN = re.compile(r"[\[({<\]:\\]")  # one of these is in every notation


def has_notation(text: str) -> bool:
    """Whether NOTATION is anywhere in text; fast where it is not."""
    return _SIGN.search(text) is not None and NOTATION.search(text) is not None


def glue(text: str) -> str:
    """The text with the blanks of spread notations joined, as long as it was: `evil [dot] com`, `CVE 2021 44228`."""
    if _SOME_CVE.search(text):
        text = _CVE.sub(r"\1-\2-\3", text)
    kept, done = [], 0
    for found in _SPACED.finditer(text):
        start, end = found.span()
        before = start - (text[start - 1 : start] in _JOINED)
        after = end + (text[end : end + 1] in _JOINED)
        if before > done and text[before - 1].isalnum() and text[after : after + 1].isalnum():
            start, end = before, after
        kept += [text[done:start], text[start:end].translate(_JOIN)]
        done = end
    return "".join([*kept, text[done:]]) if kept else text


def plain(found: re.Match[str]) -> str:
    """What a match of NOTATION stands for."""
    kind = found.lastgroup
    if kind == "escaped":
        before = found.string[max(0, found.start() - _ESCAPED_BEFORE) : found.start()].split()[-1]
        return found.group() if _OF_A_PATH.search(before) else "."
    if kind == "dot":
        return "."
    if kind == "at":
        return "@"
    if kind == "slashes":
        return "//"
    if kind in ("http", "ftp"):
        return kind
    return found["sign"] or "://"
