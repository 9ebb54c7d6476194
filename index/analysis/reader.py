"""Reads one piece of text, what stands between two blanks, into terms: words, joined words and indicators."""

import re

from index.analysis import parts
from index.analysis.addresses import colons, with_port
from index.analysis.atoms import NAME, add_atom, unsplit
from index.analysis.characters import LOOSE, without_accents
from index.analysis.collected import Collected
from index.analysis.hosts import host_form, is_host
from index.analysis.tokens import JOINED
from index.analysis.urls import own, url_form
from index.analysis.words import is_unspaced, scripts_apart

_SCHEME = re.compile(r"(?<![a-z0-9])[a-z][a-z0-9+.-]{0,15}://\*?\.?(?=[^\s/*])")
_URL = re.compile(r"[^\s\"<>`—、|→⇒]+")
_NESTED = re.compile(r"[^\s\"<>`—、|→⇒&]+")  # the value of a field in the query of another URL
_WITH_PORT = r"\[[0-9a-f:.]{3,45}\]:\d{1,5}(?!\d)"  # an IPv6 address with its port
_CHUNK = re.compile(rf"\d{{1,3}}(?:,\d{{3}})+(?![\d,])|{_WITH_PORT}|[^\s\"<>()\[\]{{}},;|`$€£…—→⇒]+")
_LONGEST_CHUNK = 2_048  # characters; what is longer is no indicator but words without blanks
# Without a scheme to begin the next one, a list of URLs is parted by its commas.
_BARE_URL = re.compile(rf"[^\s\"<>`,;|—、→⇒]{{1,{_LONGEST_CHUNK + 1}}}")
# What goes to its atom at once, as none of the ways below could hold it up.
_PLAIN = re.compile(rf"'*+({NAME})[.!?']*+:?[.!?']*+")
_DRIVE = re.compile(r"[a-z]:/")
_LABEL = re.compile(r"[a-z][a-z0-9 _-]{0,31}[:=]")
_PORT = re.compile(r"\d{1,5}", re.ASCII)


def read(text: str) -> Collected:
    """Takes a folded piece apart, from the widest thing it may hold to the narrowest."""
    to, done = Collected(text), 0
    if "://" in text:
        starts = [found.span() for found in _SCHEME.finditer(text)]
        for (start, after), (limit, _) in zip(starts, [*starts[1:], (len(text), 0)], strict=False):
            _chunks(to, text[done:start], done)
            nested = text[start - 1 : start] == "=" and "?" in text[:start]
            rest = (_NESTED if nested else _URL).match(text[after:limit])
            done = after + _url(to, rest.group() if rest else "", start, after)
    _chunks(to, text[done:], done)
    return to


def _url(to: Collected, rest: str, start: int, after: int) -> int:
    """Writes down a URL of which rest follows the scheme; returns how much of rest belongs to it."""
    taken = len(rest)
    if taken > _LONGEST_CHUNK:
        to.words(rest, after)
        return taken
    rest = own(rest, to.text[start - 1 : start]).replace("\\", "/")
    taken = len(rest)
    scheme = to.text[start:after].partition(":")[0]
    whole = url_form(rest, scheme)
    if not whole:
        return taken
    found = list(parts.of_url(rest, after))
    if not scheme.startswith("http"):
        found.append((scheme, start, start + len(scheme)))
    to.name(whole, start, after + taken, found)
    return taken


def _chunks(to: Collected, text: str, start: int) -> None:
    done = 0
    for found in _CHUNK.finditer(text):
        chunk, at = found.group(), start + found.start()
        if found.start() < done:
            continue  # the URL before it has brackets
        if chunk.isalnum():
            to.word(chunk, at)
        elif len(chunk) <= _LONGEST_CHUNK and (plain := _PLAIN.fullmatch(chunk)):
            add_atom(to, plain[1], at + plain.start(1))
        elif is_unspaced(chunk) and len(apart := scripts_apart(chunk)) > 1:
            _of_two_scripts(to, chunk, at, apart)
        elif "," in chunk:
            to.name(chunk.replace(",", ""), at, at + len(chunk), ())
        elif chunk.startswith("["):
            with_port(to, chunk, at)
        elif end := _bare_url(to, text, found, start):
            done = end
        else:
            _chunk(to, chunk, at)


def _of_two_scripts(to: Collected, chunk: str, at: int, apart: list[tuple[str, int]]) -> None:
    """Writes down each part; the whole as well where it may be one host, `abc日本.example`."""
    if is_host(chunk):
        to.add(host_form(chunk), host_form(chunk), at, at + len(chunk), JOINED)
    for part, begin in apart:
        _chunks(to, part, at + begin)


def _bare_url(to: Collected, text: str, chunk: re.Match[str], start: int) -> int:
    """Writes down a URL without scheme that begins with a chunk; returns where in text it ends, 0 for none."""
    body = chunk.group().lstrip(LOOSE)
    if "/" not in body and "\\" not in body:
        return 0
    host, slash, _ = body.replace("\\", "/").partition("/")
    label = _LABEL.match(host)
    if label and is_host(host[label.end() :].partition(":")[0]):  # `url:evil.com/a`
        to.words(label.group(), start + chunk.end() - len(body))
        body, host = body[label.end() :], host[label.end() :]
    if not slash or not is_host(host.partition(":")[0]) or not _is_port_or_none(host):
        return 0
    first = chunk.end() - len(body)
    found = _BARE_URL.match(text, first)
    rest = found.group() if found and len(found.group()) <= _LONGEST_CHUNK else body
    if len(rest) > _LONGEST_CHUNK:
        return 0
    rest = own(rest.rstrip("\\")).replace("\\", "/")
    at, end = start + first, first + len(rest)
    to.name(url_form(rest), at, start + end, parts.of_url(rest, at))
    return end


def _chunk(to: Collected, chunk: str, at: int) -> None:
    if len(chunk) > _LONGEST_CHUNK:
        to.words(chunk, at)
        return
    if chunk.startswith("mailto:") and chunk.strip(LOOSE) != "mailto":
        chunk, at = chunk[7:], at + 7
    if chunk.count(":") > 1 and colons(to, chunk, at, LOOSE):
        return
    if "/" not in chunk and "\\" not in chunk:
        unsplit(to, chunk, at)
        return
    body = _with_its_dot(chunk)
    path = body.replace("\\", "/").rstrip(LOOSE)
    if "/" in path and _is_path(chunk, body):
        lead = len(chunk) - len(body)
        to.name(without_accents(path), at + lead, at + lead + len(path), parts.of_path(path, at + lead))
    else:
        unsplit(to, chunk, at)


def _is_path(chunk: str, body: str) -> bool:
    if "\\" in body or chunk.startswith(("/", "~/", "./", "%")) or _DRIVE.match(body):
        return True
    return any("." in segment.rstrip(".") for segment in body.split("/"))


def _is_port_or_none(head: str) -> bool:
    _, colon, port = head.partition(":")
    return not colon or _PORT.fullmatch(port) is not None


def _with_its_dot(chunk: str) -> str:
    """A chunk without the loose signs before it, but with the dot that begins a name of a path: `~/.ssh/config`."""
    body = chunk.lstrip(LOOSE)
    before = chunk[: len(chunk) - len(body)]
    begins_name = before.endswith(("/.", "\\.")) or (before == "." and ("/" in body or "\\" in body))
    return "." + body if begins_name else body
