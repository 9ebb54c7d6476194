"""A query that someone is still typing: what stands, and what its last word may be the beginning of."""

import re
from dataclasses import dataclass

from index.analysis import analyse, fold, surface
from index.query.fields import ALIASES, FIELDS, INDICATORS, TEXT, indicator_types, normal_value

_READ = 256  # characters of what is typed
_SIGNS = re.compile(r"""[-+!("'#]*""")
_FIELD = re.compile(r"([A-Za-z][A-Za-z0-9]{0,15}):(?!//)")
_REF = re.compile(r"s?0*([1-9]\d{0,8})|s0+", re.ASCII | re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{0,15}://")  # no term has one
_CUT = re.compile(r"[\[({<\\]{1,2}\w{0,3}\Z")  # the beginning of a notation: `evil[`, `evil[do`
_TECHNICAL = re.compile(r"[\d.:@/]")
_LEAST = 2  # letters of an indicator
_TYPES = tuple(type_ for types in INDICATORS.values() for type_ in types)
_EDGES = "\"'()[]{},;:!?"
_OPERATORS = re.compile(r"(?:^|\s)(?:[-#](?=\S)|AND\b|OR\b|NOT\b)|[*~^|]|&&|\?(?=\w)|\b[A-Za-z]+:(?!//)(?=\S)")


@dataclass(frozen=True, slots=True)
class Begun:
    """What each kind of suggestion must begin with; "" or empty where that kind cannot be meant."""

    before: str = ""  # what stands before the last word, as it was typed
    field: str = ""  # the field that the last word is limited to, or ""
    named: str = ""  # the same as it was typed, with its colon
    word: str = ""  # folded, without accents
    tag: str = ""
    ref: str = ""  # as references are printed
    indicators: tuple[tuple[str, str], ...] = ()  # type, and how its value begins
    title: tuple[str, ...] = ()  # words of a title, the last of them begun
    technical: bool = False  # it looks more like an indicator than like a word

    def field_of(self, type_: str) -> str:
        """The field to name for an indicator of a type: the one that was typed, or the usual one."""
        return self.field or ALIASES.get(type_, type_)


def read_begun(typed: str) -> Begun:
    """For any string whatever; behind a blank nothing is begun."""
    typed = typed[-_READ:]
    last = re.split(r"\s", typed)[-1]
    signs = _SIGNS.match(last)
    start = len(typed) - len(last) + (signs.end() if signs else 0)
    tagged = typed[:start].endswith("#")
    before, rest = typed[: start - tagged], typed[start:]
    found = _FIELD.match(rest)
    field = found[1].lower() if found and found[1].lower() in FIELDS else ""
    named = found[0] if found and field else ""
    text = _unfinished(rest.removeprefix(named).lstrip('"'))
    if not text:
        return Begun()
    if tagged or field == "tag":
        return Begun(before, "tag", tag=normal_value("tag", text))
    quoted = typed.count('"') % 2 == 1
    return Begun(
        before,
        field,
        named,
        word=surface(text) if field in ("", *TEXT) else "",
        tag="" if field or quoted else normal_value("tag", text),
        ref=_ref(text) if field in ("", "ref") and not quoted else "",
        indicators=() if quoted else tuple(_indicators(field, text)),
        title=_title(typed) if not field else (),
        technical=_TECHNICAL.search(rest.removeprefix(named)) is not None,
    )


def _unfinished(word: str) -> str:
    """A word in its one form although it is cut: a letter behind it lets the notations at its end be read."""
    return _SCHEME.sub("", _CUT.sub("", fold(f"{word}x").text.removesuffix("x"))).strip(_EDGES)


def _ref(text: str) -> str:
    found = _REF.fullmatch(text)
    return f"S0{found[1] or ''}" if found else ""


def _indicators(field: str, text: str) -> list[tuple[str, str]]:
    types = _TYPES if not field else indicator_types(field) if ALIASES.get(field, field) in INDICATORS else ()
    if not field and len(text) < _LEAST:
        return []
    begins = ((type_, normal_value(type_, text)) for type_ in types)
    return [(type_, value + _end(text, value)) for type_, value in begins if value]


def _end(text: str, value: str) -> str:
    """The sign at the end, which a whole value may do without: `evil.` begins `evil.example`, and not `evilest`."""
    return text[-1] if text[-1] in "./" and value[-1] not in "./" else ""


def _title(typed: str) -> tuple[str, ...]:
    """The words typed, when they are words and nothing else."""
    if _OPERATORS.search(typed):
        return ()
    before, _, last = typed.rstrip().rpartition(" ")
    words = dict.fromkeys(token.surface for token in analyse(before))
    begun = surface(_unfinished(last))
    return (*words, begun) if begun else ()
