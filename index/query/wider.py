"""Queries that ask for less than one that finds nothing, each with what it leaves."""

import ipaddress
import re
from collections.abc import Iterator

from index.analysis.hosts import is_host, is_ipv4
from index.query.build import any_of
from index.query.fields import ip_network
from index.query.nodes import And, Boost, Fuzzy, Network, Node, Phrase, Prefix, Value, Wildcard, Word

_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]{0,15}://)?(?:[^/@]*@)?([^/@:?#]+)(?::\d+)?(?:[/?#].*)?")
_LISTED = re.compile(r"[,;]+")
_TECHNIQUE = re.compile(r"(t1\d{3})[./]\d{3}", re.ASCII | re.IGNORECASE)
_BEGUN = 4  # letters that say something by themselves
_AROUND = {4: 24, 6: 64}  # bits of the network around an address, by version


def wider(node: Node) -> Iterator[tuple[str, Node]]:
    """For a tree of things that are all sought, any of them; for one indicator, what it belongs to; for one word or
    the beginning of a hash, what begins so."""
    match node:
        case And(parts) if all(_sought(part) for part in parts):
            yield "with any of the words", any_of(parts)
        case Word(text, None) if len(listed := [part for part in _LISTED.split(text) if part]) > 1:
            yield "with any of the words", any_of(map(Word, listed))
        case Word(text, None) if text.isalnum() and len(text) >= _BEGUN:
            yield from _around(text)
            yield "with all words that begin so", Prefix(text)
        case Word(text, None) | Value("url" | "email" | "ip" | "attack", text, False):
            yield from _around(text)


def _sought(part: Node) -> bool:
    return isinstance(part.part if isinstance(part, Boost) else part, Word | Phrase | Prefix | Wildcard | Fuzzy | Value)


def _around(text: str) -> Iterator[tuple[str, Node]]:
    if technique := _TECHNIQUE.fullmatch(text):
        yield "with the technique it is part of", Word(technique[1].lower())
    found = _HOST.fullmatch(text)
    host = found[1] if found else ""
    if host != text and is_host(host):
        yield ("with the address alone" if is_ipv4(host) else "with the host alone"), Word(host)
    address = ip_network(host if is_ipv4(host) else text)
    if address and address.num_addresses == 1:
        around = ipaddress.ip_network(f"{address.network_address}/{_AROUND[address.version]}", strict=False)
        yield "with the network around it", Network(str(around))
