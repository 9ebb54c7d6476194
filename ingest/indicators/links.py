"""Links, with or without a scheme, and the mail addresses and hosts that stand alone."""

import re
from collections.abc import Iterator

from ingest.indicators import hosts
from ingest.indicators.folded import Folded, Found

_SCHEMES = r"(?:https?|ftps?|sftp|ssh|telnet|tcp|udp|wss?|smb|ldaps?|rmi|s3|file|stratum\+tcp|git)"
_PATH = r"[^\s<>\"`|\\^{}\u2018-\u201f\u2026\u3000-\u3002]"
_WITH_SCHEME = re.compile(rf"(?<![A-Za-z0-9])(?P<scheme>{_SCHEMES})://(?P<rest>{_PATH}{{1,2000}})", re.IGNORECASE)

# Letters that names of hosts are written in: Latin, Greek and Cyrillic. Scripts without spaces would run into them.
_SIGN = r"A-Za-z0-9_\u00c0-\u024f\u0370-\u04ff-"
_NAME = rf"[{_SIGN}]++(?:\.[{_SIGN}]++)++"
_MAIL = re.compile(rf"(?<![A-Za-z0-9_.%+$-])(?P<user>[A-Za-z0-9._%+-]{{1,64}}+)@(?P<host>{_NAME})")
# What a message is called (RFC 5322, section 3.6.4) looks like an address, but nobody has a mailbox there.
_IDENTIFIES = re.compile(
    r"\b(?:(?:message|content)-?id|in-reply-to|references)[*\"' ]{0,3}:[^\w\n]{0,4}"
    r"(?:[^<>\s]{1,200}>[,\s]{0,3}<){0,10}\Z",
    re.IGNORECASE,
)
_NEAR = 600  # characters before a name that say whether it is a message's
_BARE = re.compile(
    rf"(?<![{_SIGN}@])(?<![{_SIGN}]\.)(?P<host>{_NAME})(?P<port>:\d{{1,5}}(?!\d))?(?P<path>/{_PATH}{{0,2000}})?"
)
_ENCODED = re.compile(r"2[0-9A-Fa-f]|3[A-Fa-f]|40|5[B-Eb-e]|7[B-Eb-e]|0[9ADad]")  # blanks and punctuation
_BITS = re.compile(r"/\d{1,2}")
_V4 = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
_AUTHORITY = re.compile(rf"(?:[^/?#@]*@)?(?P<host>\[[0-9A-Fa-f:.]+\]|[{_SIGN}.]+)(?P<port>:\d{{1,5}}(?!\d))?")
_ENDS = ".,;:!?'*"
_QUOTES = ("+", "~", "=", "_")
_PAIRS = {")": "(", "]": "[", "}": "{"}


def with_scheme(folded: Folded) -> Iterator[Found]:
    """Each link as url, and its host as domain or address: an analyst looks for either."""
    if "://" not in folded.text:
        return
    for found in _WITH_SCHEME.finditer(folded.text):
        rest = _trimmed(found["rest"], folded.text[max(0, found.start() - 1) : found.start()])
        authority = _AUTHORITY.match(rest)
        host = _host(authority["host"]) if authority else None
        if not authority or not host or rest[authority.end() : authority.end() + 1] not in ("", "/", "?", "#"):
            continue
        sort, name = host
        written = f"[{name}]" if sort == "ipv6" else name
        user, port = rest[: authority.start("host")], authority["port"] or ""
        start, end = found.start(), found.start("rest") + len(rest)
        yield "url", f"{found['scheme'].lower()}://{user}{written}{port}{rest[authority.end() :]}", start, end
        at = found.start("rest") + authority.start("host")
        bracket = sort == "ipv6"
        yield sort, name, at + bracket, at + len(authority["host"]) - bracket


def mails(folded: Folded) -> Iterator[Found]:
    """Each mail address in lower case, and its host as domain; of the identifier of a message the host alone."""
    if "@" not in folded.text:
        return
    for found in _MAIL.finditer(folded.text):
        user, written = found["user"].lstrip(".-_%+"), found["host"].rstrip("-_")
        host = hosts.normal(written)
        if user and host:
            start, end = found.end("user") - len(user), found.start("host") + len(written)
            if not _IDENTIFIES.search(folded.text[max(0, start - _NEAR) : start]):
                yield "email", f"{user.lower()}@{host}", start, end
            yield "domain", host, found.start("host"), end


def bare(folded: Folded) -> Iterator[Found]:
    """Hosts without a scheme, and links that begin with a host or an IPv4 address."""
    if not folded.has_dotted:
        return
    for found in _BARE.finditer(folded.text):
        written = _decoded(folded.text, found).strip("-_")
        host = _host(written)
        path = _trimmed(found["path"] or "")
        linked = len(path) > 1
        if not host or (host[0] == "ipv4" and (not linked or _BITS.fullmatch(path))):
            continue
        start = found.start("host") + found["host"].index(written)
        end = start + len(written)
        if not folded.replaced(start, end) and not (hosts.is_bare_host(written) and _alone(folded.text, start, end)):
            continue
        if linked:
            yield "url", f"{host[1]}{found['port'] or ''}{path}", start, found.start("path") + len(path)
        yield *host, start, end


def _decoded(text: str, found: re.Match[str]) -> str:
    """The name without the digits of a sign before it, encoded as in %2F%2Fhost.example (RFC 3986, section 2.1)."""
    name = found["host"]
    return name[2:] if text[found.start() - 1 : found.start()] == "%" and _ENCODED.match(name) else name


def _alone(text: str, start: int, end: int) -> bool:
    """Not a step of a path (src/lib.rs, Win32/Agent.bt), a call (file.open(…)) or a sigil's name ($app.name)."""
    return text[start - 1 : start] not in ("/", "\\", "$", "&", "#") and text[end : end + 1] not in ("(", "\\", "=")


def _host(written: str) -> tuple[str, str] | None:
    """("domain", "ipv4" or "ipv6", the normal form), or None."""
    if ":" in written or _V4.fullmatch(written):
        return hosts.address(written.strip("[]"))
    name = hosts.normal(written.strip("-_"))
    return ("domain", name) if name else None


def _trimmed(written: str, before: str = "") -> str:
    """Without the punctuation of the sentence around it, and without the sign that quotes it on either side.

    A closing bracket stays where its partner is inside; an opening square one ends a path, as in AsciiDoc's links.
    """
    label = written.find("[", 1)
    if label > 0 and "?" not in written[:label]:
        written = written[:label]
    for shut, open_ in _PAIRS.items():
        cut = written.find(shut)
        while cut >= 0 and written.count(open_, 0, cut) >= written.count(shut, 0, cut + 1):
            cut = written.find(shut, cut + 1)
        written = written if cut < 0 else written[:cut]
    return written.rstrip(_ENDS + (before if before in _QUOTES else ""))
