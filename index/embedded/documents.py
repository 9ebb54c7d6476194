"""A Document as the fields of the schema: each text analysed once, each value normalised as queries are."""

from collections.abc import Iterator
from datetime import datetime
from ipaddress import ip_network
from typing import Any

from index.analysis import analyse
from index.embedded.schema import WORDS, Places, Posting, exact, instant, joined, term
from index.query.fields import indexed_values, normal_ref, normal_value
from index.types import Document

_PLACES = Places()
_ADDRESSES = ("ipv4", "ipv6", "cidr")


def fields(document: Document) -> dict[str, Any]:
    """The keyword arguments for Whoosh's add_document. Unknown values are absent."""
    values = {
        "kind": (document.kind,),
        "category": (document.category or "",),
        "source": (document.source or "",),
        "tag": document.tags,
    }
    found: dict[str, Any] = {
        "id": exact([document.id]),
        "key": term(document.id),
        "ref": exact(_refs(document)),
        "lang": exact(indexed_values("lang", document.lang or "")),
        "indicator": exact(_indicators(document)),
        "network": exact(_networks(document)),
        "domain": exact(reversed_domain(value) for type_, value in document.indicators if type_ == "domain"),
    }
    for name, shown in values.items():
        found[name] = exact(normal_value(name, value) for value in shown)
        found[f"{name}_values"] = joined(shown)
    for name, text in (("title", document.title), ("body", document.body)):
        found[name], found[WORDS[name]] = _texts(text)
    return found | {name: instant(when) for name, when in _dates(document).items() if when}


def indicator(type_: str, value: str) -> str:
    """An indicator as one term."""
    return f"{type_}:{normal_value(type_, value)}"


def address(network: str) -> str:
    """An address or network as a term that sorts by its first address: 32 hexadecimal digits, then the prefix length.

    IPv4 stands where RFC 4291, section 2.5.5.2, maps it: in ::ffff:0:0/96. Raises ValueError for what is no network.
    """
    parsed = ip_network(network, strict=False)
    first, length = int(parsed.network_address), parsed.prefixlen
    if parsed.version == 4:
        first, length = first | 0xFFFF << 32, length + 96
    return f"{first:032x}/{length:03d}"


def reversed_domain(name: str) -> str:
    """`www.example.org` as `org.example.www.`, so that all names below one begin alike."""
    return ".".join(reversed(normal_value("domain", name).rstrip(".").split("."))) + "."


def _texts(text: str) -> tuple[list[Posting], list[Posting]]:
    """A text's terms with their places, and its words as they stand."""
    places: dict[str, list[int]] = {}
    words: dict[str, None] = {}
    for token in analyse(text):
        places.setdefault(token.text, []).append(token.position)
        words[token.surface] = None
    terms = [(term(text), len(where), float(len(where)), _PLACES.encode(where)) for text, where in places.items()]
    return terms, exact(words)


def _indicators(document: Document) -> Iterator[str]:
    """Each with its type before it, and each type alone, which every document with one of it has."""
    for type_, value in document.indicators:
        yield f"{type_}:"
        yield from (f"{type_}:{form}" for form in indexed_values(type_, value))


def _refs(document: Document) -> Iterator[str]:
    if document.ref:
        yield normal_ref(document.ref)
    if document.number is not None:
        yield normal_ref(str(document.number))


def _networks(document: Document) -> Iterator[str]:
    for type_, value in document.indicators:
        if type_ in _ADDRESSES:
            try:
                yield address(value)
            except ValueError:
                continue  # a value that is no address stands among the indicators, where it was typed as one


def _dates(document: Document) -> dict[str, datetime | None]:
    return {
        "published": document.published,
        "updated": document.updated,
        "seen": document.first_seen,
        "date": document.date,
    }
