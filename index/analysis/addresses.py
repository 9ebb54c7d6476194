"""What has colons in it: IPv6 addresses in any company, and hashes in pairs of digits."""

import re

from index.analysis import parts
from index.analysis.collected import Collected
from index.analysis.hosts import ipv6_form, is_ipv4
from index.analysis.urls import authority_form

_MARKS = "*_~+=@#!^"  # of markup and prose, before an address
_LABEL = re.compile(r"[\w.+-]{1,64}@|[\w.-]{1,32}=|(?=[0-9a-f]*[g-z_])[\w.-]{1,32}:", re.ASCII)
_PAIRS = re.compile(r"[0-9a-f]{2}(?::[0-9a-f]{2})+", re.ASCII)
_PAIRED = frozenset((47, 59, 95))  # characters of an MD5, SHA-1 or SHA-256 as certificates show it


def with_port(to: Collected, chunk: str, at: int) -> None:
    """`[2001:db8::1]:443`, `[192.0.2.1]:443`, or else the words in such brackets."""
    inside, _, port = chunk[1:].partition("]")
    if is_ipv4(inside):
        to.name(inside + port, at, at + len(chunk), parts.of_host(inside, at + 1))
    elif ipv6_form(inside):
        to.name(authority_form(chunk), at, at + len(chunk), parts.of_host(chunk, at))
    else:
        to.words(chunk, at)


def colons(to: Collected, chunk: str, at: int, loose: str) -> bool:
    """Writes down an address, also with a label before it (`src=2001:db8::1`), or a hash in pairs; False for neither.

    Signs in `loose` at its end belong to the sentence.
    """
    bare = chunk.lstrip(_MARKS)
    chunk, at = bare, at + len(chunk) - len(bare)
    if _PAIRS.fullmatch(chunk) and len(chunk) in _PAIRED:
        to.name(chunk.replace(":", ""), at, at + len(chunk), ())
        return True
    both = chunk.rstrip(loose).split("-")
    if len(both) == 2 and all(map(ipv6_form, both)):
        for address in both:  # from one to the other
            colons(to, address, at, loose)
            at += len(address) + 1
        return True
    label = None if ipv6_form(chunk) else _LABEL.match(chunk)
    begin = label.end() if label else 0
    form, end = _address(chunk[begin:].removesuffix("'s"), loose)
    alone = ipv6_form(chunk[begin : begin + end].partition("/")[0])
    if not form or not alone:
        return False
    if label:
        to.words(label.group(), at)
    start, end = at + begin, at + begin + end
    found = [form.partition("/")[0], alone, *(run for run, _, _ in parts.of_dotted(form, 0) if is_ipv4(form))]
    to.name(form, start, end, [(term, start, end) for term in found])
    return True


def _address(text: str, loose: str) -> tuple[str, int]:
    """The one form of the address that a text begins with, and where it ends; "" for none."""
    end = len(text.rstrip(loose))
    for stop in dict.fromkeys((len(text), min(len(text), end + 2), end)):
        if form := ipv6_form(text[:stop]):
            return form, stop
    return "", 0
