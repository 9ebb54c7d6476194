"""Hosts and addresses: what reads as one, and the one spelling of each."""

import ipaddress
import re
from functools import cache, lru_cache
from pathlib import Path

from publicsuffixlist import PSLFILE

from index.analysis.characters import one_form

_LABEL = re.compile(r"[^\W_](?:[\w-]{0,61}[^\W_])?|_[\w-]{1,62}")
IPV4 = r"(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_IPV4 = re.compile(IPV4, re.ASCII)
_IPV6 = re.compile(r"(?=[^/%]*\d)[0-9a-f:.]{3,45}", re.ASCII)
# Names without a place in the public root that reports nonetheless speak of (RFC 2606, 6761, 6762, 7686, 8375, 9476).
_SPECIAL = frozenset(
    ("alt", "arpa", "example", "home", "i2p", "internal", "invalid", "lan", "local", "localhost", "onion", "test")
)
_TOP_LEVEL = re.compile(rb"\n(?:\*\.)?([^\s./!*]+)(?=\s)")  # a line of the list; below `*.ck`, everything is registered
_CIDR_LENGTH = re.compile(r"\d{1,3}", re.ASCII)


@cache
def _top_levels() -> frozenset[str]:
    """Read from the lines of the list alone: having it read into rules costs a first search 12 ms."""
    return frozenset(label.decode() for label in _TOP_LEVEL.findall(Path(PSLFILE).read_bytes()))


@cache
def _encoded() -> frozenset[str]:
    """Those that have other letters than English ones, as they are registered."""
    return frozenset(label.encode("idna").decode() for label in _top_levels() if not label.isascii())


@lru_cache(maxsize=16_384)
def is_top_level(label: str) -> bool:
    """Whether a folded label is a top-level domain of the Public Suffix List: `com`, `zip`, `рф`, `xn--p1ai`."""
    return label in _SPECIAL or label in (_encoded() if label.startswith("xn--") else _top_levels())


def is_ipv4(text: str) -> bool:
    return _IPV4.fullmatch(text) is not None


def is_host(text: str) -> bool:
    """Whether a folded text is a host's name under a top-level domain, or an IPv4 address."""
    labels = text.split(".")
    if len(labels) < 2 or len(text) > 253 or "_" in labels[-2]:
        return False  # nothing with an underscore can be registered
    return is_ipv4(text) or (all(_LABEL.fullmatch(label) for label in labels) and is_top_level(labels[-1]))


def label_form(label: str) -> str:
    """A folded label of a host in its one form: punycode (RFC 3492) of its folded letters where they are not ASCII."""
    return label if label.isascii() and not label.startswith("xn--") else _label_form(label)


@lru_cache(maxsize=16_384)
def _label_form(label: str) -> str:
    if label.startswith("xn--"):
        try:
            label = one_form(label[4:].encode("ascii").decode("punycode"))
        except (UnicodeError, OverflowError):
            return label
    if label.isascii() or len(label) > 63:
        return label
    return "xn--" + label.encode("punycode", "replace").decode("ascii")


def label_in_letters(label: str) -> str:
    """A label as a person reads it: `xn--bcher-kva` -> `bücher`."""
    if not label.startswith("xn--"):
        return label
    try:
        return one_form(label[4:].encode("ascii").decode("punycode"))
    except (UnicodeError, OverflowError):
        return label


def host_form(host: str) -> str:
    """A folded host in its one form, without a last full stop."""
    return ".".join(label_form(label) for label in host.rstrip(".").split("."))


@lru_cache(maxsize=16_384)
def ipv6_form(text: str) -> str | None:
    """The one spelling (RFC 5952) of an IPv6 address or network in any spelling, or None where it is none.

    An IPv4 address mapped into IPv6 (RFC 4291, 2.5.5.2) is that address: `::ffff:c000:201` is `192.0.2.1`.
    Words that happen to be hexadecimal (`dead::beef`, a name in C++) are no address: one has a digit.
    """
    address, slash, length = text.partition("/")
    address, _, _ = address.partition("%")
    if not _IPV6.fullmatch(address) or address.count(":") < 2:
        return None
    try:
        if slash and not _CIDR_LENGTH.fullmatch(length):
            return None
        if slash:
            return ipaddress.IPv6Network(f"{address}/{length}", strict=False).with_prefixlen
        found = ipaddress.IPv6Address(address)
        return str(found.ipv4_mapped or found)
    except ValueError:
        return None
