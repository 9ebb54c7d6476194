"""URLs: where one ends in a text, and its one spelling without a scheme."""

import re

from index.analysis.hosts import host_form, ipv6_form

_OPENING = {")": "(", "]": "[", "}": "{"}
_AUTHORITY = re.compile(r"[^/?#]*")
_USUAL_PORT = {"http": ":80", "https": ":443"}


def own(url: str) -> str:
    """A URL up to a bracket that it does not open, without the punctuation of the sentence around it."""
    opened = dict.fromkeys("([{", 0)
    for at, sign in enumerate(url):
        if sign in opened:
            opened[sign] += 1
        elif sign in _OPENING:
            opened[_OPENING[sign]] -= 1
            if opened[_OPENING[sign]] < 0:
                url = url[:at]
                break
    return url.rstrip(".,;:!?'*&([{#")


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
