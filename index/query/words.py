"""What a single typed word, phrase or value becomes: the leaves of the tree."""

import re

from index.analysis import alternatives, fold, is_unspaced, surface
from index.query.build import any_of, boosted
from index.query.fields import ALIASES, TEXT, ip_network, is_possible, is_ref, normal_ref, normal_value
from index.query.lexer import ADDRESS
from index.query.nodes import (
    Everything,
    Fuzzy,
    Network,
    Node,
    Nothing,
    Phrase,
    Prefix,
    Subdomains,
    Value,
    Wildcard,
    Word,
)

WIDEST_SLOP = 50
_FARTHEST = 2  # of near spellings
_BOOST = re.compile(r"\^(\d{1,6}(?:\.\d{1,6})?)$", re.ASCII)
_NEAR = re.compile(r"(?<=[\w*?])~(\d{0,3})$", re.ASCII)
_LEADING = "'`,;:=<>^~&+-—![]{}#"
_TRAILING = "'`,;:=<>^&-—!?[]{}."
_AFTER_URL = "'`,;:!?."  # a URL may well end in the others: analysis knows which are its own
_UNKNOWN_FIELD = re.compile(r"([A-Za-z]{2,16}):(?![\d/\\:]|$)")
_PATTERN = re.compile(r"[*?]")
_STARRED = re.compile(r"(?<=\w)\*(?![\w*])|(?<![\w*])\*(?=\w)")  # at the end of a word, or at its beginning
_STARS = re.compile(r"\*{2,}")
_LETTER = re.compile(r"[^\W_]")
_IP_STAR = re.compile(r"(\d{1,3}(?:\.\d{1,3}){0,2})\.\*", re.ASCII)
_YEAR = re.compile(r"CVE-\d{4}-?", re.ASCII)


def word(text: str, field: str | None, notes: list[str]) -> Node | None:
    """A bare word with what hangs on it (`*`, `~2`, `^3`), in title, body or both (None); None if nothing is left."""
    text, factor, distance = _parted(_begun(text))
    if not text:
        return None
    node = _pattern(text, field)
    if node is None and not alternatives(fold(text).text):
        notes.append(f"“{text[:40]}” holds nothing that can be searched: it was ignored.")
        return None
    if node is None and distance:
        if distance > _FARTHEST:
            notes.append(f"Near spellings are at most {_FARTHEST} letters away.")
        node = Fuzzy(surface(text), min(distance, _FARTHEST), field)
    return boosted(node or _plain(text, field, notes), factor)


def phrase(text: str, field: str | None, slop: int, notes: list[str], *, star: bool = False) -> Node | None:
    """Words in quotation marks, with a star behind them or not; None where nothing is left."""
    if star or _STARRED.search(text):
        notes.append("Words in quotation marks are searched as they stand: a star in or behind them is not a wildcard.")
    text = " ".join(fold(text).text.replace('"', " ").split())
    if not alternatives(text):
        notes.append("A phrase without words was ignored.")
        return None
    if slop > WIDEST_SLOP:
        notes.append(f"Words of a phrase are searched at most {WIDEST_SLOP} words apart.")
    return Phrase(text, field, min(slop, WIDEST_SLOP))


def value(field: str, text: str, notes: list[str], *, quoted: bool = False, star: bool = False) -> Node | None:
    """A value of a field that holds exact values: itself, all that begin with it, or a network or domain of them.

    What a type of indicator is called by, such as `md5`, is another name of its field, `hash`, for a whole value; of
    values that only begin alike it tells its own from the others.
    """
    factor = 1.0
    if not quoted:
        text, factor, _ = _parted(text)
        star = text.endswith("*")
    text = fold(text).text.strip()
    node = _network(ALIASES.get(field, field), text) or _subdomains(field, text)
    if node is None and "*" in text.rstrip("*") and not quoted:
        notes.append(f"A star inside a value of “{field}:” is searched in the text.")
        node = _pattern(text, None)
    if node is None:
        node = _exact(field, text.rstrip("*") if star else text, star, notes)
    return None if node is None else boosted(node, factor)


def _exact(field: str, text: str, star: bool, notes: list[str]) -> Node | None:
    normal = normal_value(field, text)
    if star and not text:
        return Value(field, "", prefix=True)
    if not normal:
        notes.append(f"“{field}:” has no value: it was ignored.")
        return None
    if field == "cve" and _YEAR.fullmatch(normal):
        return Value("cve", normal.rstrip("-") + "-", prefix=True)
    if star:
        within = "/" if field == "url" and text.endswith("/") else ""  # of this site, and of none that is named alike
        return Value(field, normal + within, prefix=True)
    field = ALIASES.get(field, field)
    if not is_possible(field, normal):
        notes.append(f"“{text[:80]}” cannot be a value of “{field}:”, so nothing has it.")
        return Nothing()
    return Value(field, normal)


def _network(field: str, text: str) -> Node | None:
    if field != "ip":
        return None
    starred = _IP_STAR.fullmatch(text)
    if starred:
        octets = starred[1].split(".")
        text = ".".join([*octets, *["0"] * (4 - len(octets))]) + f"/{8 * len(octets)}"
    network = ip_network(text) if "/" in text else None
    return Network(str(network)) if network else None


def _subdomains(field: str, text: str) -> Node | None:
    suffix = text.removeprefix("*").removeprefix(".") if text.startswith(("*.", ".")) else ""
    if field != "domain" or not _LETTER.search(suffix) or "*" in suffix:
        return None
    return Subdomains(normal_value("domain", suffix.lstrip(".")))


def _begun(text: str) -> str:
    """A word without the punctuation and signs before it, but with those that an IPv6 address begins with."""
    bare = text.lstrip(_LEADING)
    address = ADDRESS.search(text)
    return text[address.start() :] if address and address.start() < len(text) - len(bare) else bare


def _parted(text: str) -> tuple[str, float, int]:
    """A word without the punctuation and signs at its end, its boost, and its distance (0 for none)."""
    factor, distance, before = 1.0, 0, ""
    while text != before:
        before = text
        text = text.rstrip(_AFTER_URL if "/" in text else _TRAILING)
        if found := _BOOST.search(before):
            text, factor = before[: found.start()], factor * float(found[1])
        elif found := _NEAR.search(text):
            text, distance = text[: found.start()], int(found[1] or 1)
        else:
            text = text.rstrip("~")
    return text, factor, distance


def _pattern(text: str, field: str | None) -> Node | None:
    """A word with wildcards as a prefix or pattern; None for a word without."""
    if not _PATTERN.search(text):
        return None
    if "://" in text or "/" in text.partition("?")[0]:
        return _path_pattern(text, field)
    pattern = _STARS.sub("*", surface(text)).lstrip(_LEADING).replace("\\", "/")
    if not _LETTER.search(pattern):
        return Everything() if "*" in pattern and "?" not in pattern else None
    if pattern.endswith("*") and not _PATTERN.search(pattern[:-1]):
        return Prefix(pattern[:-1], field)
    return Wildcard(pattern, field)


def _path_pattern(text: str, field: str | None) -> Node | None:
    """The same for a URL or path, as analysis writes it: without scheme and first slash. A `?` opens its query."""
    path = _STARS.sub("*", surface(text)).rpartition("://")[2].replace("\\", "/").lstrip("/*" + _LEADING)
    beginning = path.rstrip("*")
    if not _LETTER.search(beginning) or "*" not in path:
        return None
    if "*" not in beginning:
        return Prefix(beginning, field) if path != beginning else None
    return Wildcard(path, field) if "?" not in path and "/" in path else None


def _plain(text: str, field: str | None, notes: list[str]) -> Node:
    found = _UNKNOWN_FIELD.match(text)
    if found and field is None:
        notes.append(f"“{found[1]}:” is not a field, so “{text[:40]}” was read as words.")
    folded = fold(text).text
    if field is None and is_ref(folded):
        return any_of((Word(folded), Value("ref", normal_ref(folded))))
    if field is None and "/" in folded and (network := ip_network(folded)):
        return any_of((Word(folded), Network(str(network))))
    if len(folded) == 1 and is_unspaced(folded):
        return Wildcard(f"*{folded}*", field)  # such words are kept as pairs of signs
    return Word(folded, field)


def leaf(field: str, text: str, notes: list[str]) -> Node | None:
    """A bare word behind `field:`, or behind nothing ("")."""
    if field and field not in TEXT:
        return value(field, text, notes)
    return word(text, field or None, notes)
