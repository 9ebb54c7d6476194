"""URLs: where one ends in a text, and its one spelling without a scheme."""

import re

from index.analysis.hosts import host_form, ipv6_form
from index.analysis.words import is_unspaced, scripts_apart

_OPENING = {")": "(", "]": "[", "}": "{"}
_BRACKET = re.compile(r"[()\[\]{}]")
_BEHIND = ".,;:!?'*&([{#~^"  # signs that a URL does not end in
_OWN = "/="  # signs that a URL may end in whatever stands before it
_AUTHORITY = re.compile(r"[^/?#]*")
_USUAL_PORT = {"http": ":80", "https": ":443"}


def own(url: str, before: str = "") -> str:
    """A URL up to a bracket that is opened or closed in it alone, without the punctuation of the sentence around it.

    A sign before it that marks it up, as in `_http://evil.com_`, is not its own behind it either.
    """
    if is_unspaced(url):
        url = scripts_apart(url)[0][0]
    opened: dict[str, list[int]] = {"(": [], "[": [], "{": []}
    for bracket in _BRACKET.finditer(url):
        sign, at = bracket.group(), bracket.start()
        if sign in opened:
            opened[sign].append(at)
        elif opened[_OPENING[sign]]:
            opened[_OPENING[sign]].pop()
        else:
            url = url[:at]
            break
    end = min((places[0] for places in opened.values() if places), default=len(url))
    return url[:end].rstrip(_BEHIND + before.strip(_OWN))


def split(rest: str) -> tuple[str, str, str]:
    """User, authority and path of a URL that follows its scheme; the user ends in its `@`, the path has the query."""
    found = _AUTHORITY.match(rest)
    whole = found.group() if found else ""
    user = whole[: whole.rfind("@") + 1]
    return user, whole[len(user) :], rest[len(whole) :]


def authority_form(authority: str) -> str:
    """Host and port in one form: `[2001:DB8::1]:443` keeps its brackets, `[2001:DB8::1]` needs none."""
    if authority.startswith("["):
        inside, _, port = authority[1:].partition("]")
        address = ipv6_form(inside) or inside
        return f"[{address}]{port}" if port else address
    host, colon, port = authority.partition(":")
    return host_form(host) + colon + port


def url_form(rest: str, scheme: str = "") -> str:
    """A URL without scheme, user, usual port and last slash (RFC 3986, 6.2.3), its host in one form."""
    _, authority, path = split(rest)
    usual = _USUAL_PORT.get(scheme)
    if usual:
        authority = authority.removesuffix(usual)
    return (authority_form(authority) + path).rstrip("/")
