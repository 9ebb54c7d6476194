"""A document's exact values, in the one form that queries have them too."""

from collections.abc import Iterable, Iterator
from ipaddress import ip_network

from index.embedded.segments.schema import SHOWN
from index.query.fields import indexed_values, normal_ref, normal_value
from index.types import Document

_ADDRESSES = ("ipv4", "ipv6", "cidr")


def values(document: Document) -> Iterator[tuple[str, tuple[str, ...]]]:
    """For each field without places its values; a field that the document has nothing for may be left out.

    What is shown otherwise than it is searched (`SHOWN`) comes as it is shown; `searched` gives the other form.
    """
    yield "id", (document.id,)
    if document.ref or document.number is not None:
        yield "ref", tuple(_refs(document))
    if document.lang:
        yield "lang", indexed_values("lang", document.lang)
    yield SHOWN["kind"], (document.kind,)
    if document.category:
        yield SHOWN["category"], (document.category,)
    if document.source:
        yield SHOWN["source"], (document.source,)
    if document.tags:
        yield SHOWN["tag"], document.tags
    if document.indicators:
        yield "indicator", tuple(_indicators(document))
        yield "network", tuple(_networks(document))
        yield "domain", tuple(reversed_domain(value) for type_, value in document.indicators if type_ == "domain")


def searched(name: str, shown: Iterable[str]) -> list[str]:
    """Values of a field as it is shown, in the form in which they are searched; "" where nothing is left of one."""
    return [normal_value(name, value) for value in shown]


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
