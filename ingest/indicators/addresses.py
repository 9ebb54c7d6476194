"""Internet addresses and ranges in running text, told from versions of software."""

import re
from collections.abc import Iterator
from ipaddress import ip_network

from ingest.indicators import hosts
from ingest.indicators.folded import Folded, Found

# Letters beyond ASCII may stand beside an address: Chinese and Japanese have no blanks between words.
_V4 = re.compile(r"(?<![\w.])(?P<host>\d{1,3}(?:\.\d{1,3}){3})(?!\w|\.\w)(?P<bits>/\d{1,2}(?![\w/]))?", re.ASCII)
_V6 = re.compile(
    r"(?<![\w:.])(?P<host>[0-9A-Fa-f:]{2,39}(?:\d{1,3}(?:\.\d{1,3}){3})?)(?![\w:])(?P<bits>/\d{1,3}(?!\w))?",
    re.ASCII,
)
# What every address has inside: quick to look for, and most texts have none.
_SIGN_OF_V4 = re.compile(r"\.\d{1,3}\.\d")
_SIGN_OF_V6 = re.compile(r":[0-9A-Fa-f]{0,4}:")
_VERSION = re.compile(
    r"\b(?:v|ver|versions?|releases?|builds?|firmware|revision|sdk|fixed|patched|upgrade[ds]?|updated?"
    r"|sections?|chapters?|clauses?)\b",
    re.IGNORECASE,
)
_BETWEEN = frozenset(
    ("and", "or", "to", "through", "until", "is", "of", "before", "prior", "than", "in", "at", "least")
)
_AND_ON = re.compile(r",? (?:or|and) (?:above|below|earlier|higher|later|lower|newer|older|prior)\b")
_SHORTEST = 7  # characters of an address
_RESOLVERS = frozenset(("1.1.1.1", "1.0.0.1", "4.2.2.1", "4.2.2.2", "8.8.4.4", "8.8.8.8", "9.9.9.9"))  # known by heart
_PRODUCT = re.compile(r"\b[A-Z][A-Za-z]*[A-Za-z] $")
_WORDS = re.compile(r"[^\s,:=(]+")


def four(folded: Folded) -> Iterator[Found]:
    """IPv4 addresses, and ranges in CIDR notation (RFC 4632)."""
    if not _SIGN_OF_V4.search(folded.text):
        return
    for found in _V4.finditer(folded.text):
        start, end = found.span("host")
        if folded.replaced(start, end) or not _is_version(folded.text, start, found["host"]):
            yield from _ranged(found)


def six(folded: Folded) -> Iterator[Found]:
    """IPv6 addresses and ranges (RFC 4291); what could be code, such as a::b, is none."""
    if not _SIGN_OF_V6.search(folded.text):
        return
    for found in _V6.finditer(folded.text):
        written = found["host"]
        first = written.split(":")[0]
        if written.count(":") > 1 and (len(first) > 2 or written.count(":") > 3 or written.startswith("::ffff:")):
            yield from _ranged(found)


def _ranged(found: re.Match[str]) -> Iterator[Found]:
    address = hosts.address(found["host"])
    if not address:
        return
    sort, value = address
    if found["bits"]:
        try:
            yield "cidr", str(ip_network(value + found["bits"], strict=False)), *found.span()
        except ValueError:  # more bits than an address has: the address alone is meant
            yield sort, value, *found.span("host")
    else:
        yield sort, value, *found.span("host")


def _is_version(text: str, start: int, written: str) -> bool:
    """Whether the words just before say so (version 1.2.3.4, versions 1.2.3.4 and 1.2.3.5, Chrome/1.2.3.4), or a
    name with a capital does and each part has but one digit (Media Player 3.2.0.1): few hosts have such an address."""
    before = text[max(0, start - 60) : start].rpartition("\n")[2]
    if (before[-1:] == "/" and before[-2:-1].isalpha()) or _AND_ON.match(text, start + len(written)):
        return True
    if len(written) == _SHORTEST and written not in _RESOLVERS and _PRODUCT.search(before):
        return True
    if before.upper() == before.lower() or not _VERSION.search(before):  # the first is quick, and spares most
        return False
    for word in reversed(_WORDS.findall(before)):
        plain = word.lower().strip(".;)-–")
        if _VERSION.fullmatch(plain):
            return True
        if plain and plain not in _BETWEEN and not re.fullmatch(r"v?\d+(?:\.\d+)*", plain):
            return False
    return False
