"""The parts by which an indicator is found besides itself: runs of labels, hosts, local parts, paths, file names.

Every function gives (term, start, end), the span in the text it was given plus `at`. All parts of an indicator stand
at its own position, so they are searched as single terms and never as phrases. A part never ends where a host does but
the name goes on (`evil.com` in `evil.com.br`), and never is an address that goes on (`1.2.3.4` in `1.2.3.4.5`).
"""

import re
from collections.abc import Iterator

from index.analysis.characters import LOOSE, without_accents
from index.analysis.hosts import host_form, ipv6_form, is_host, is_ipv4, is_top_level, label_form, label_in_letters
from index.analysis.registry import LONG
from index.analysis.urls import authority_form, split
from index.analysis.words import WORD

Part = tuple[str, int, int]

_ALL_RUNS = 6  # labels of which every run is a part; of longer names only what _ends yields
_ENDS = 8  # leading and trailing runs of a longer name or path
_WORD = re.compile(WORD)
TECHNIQUE = re.compile(r"(?<![a-z0-9])(t1\d{3})/(\d{3})(?![a-z0-9])", re.ASCII)  # of ATT&CK, as its pages are called
CVE = re.compile(r"(?<![a-z0-9])cve-\d{4}-\d{4,19}(?![a-z0-9])", re.ASCII)
_QUERIED = re.compile(r"[^?#&=;/+\s]+")  # names and values of a query
_VERSION = re.compile(r"(?:(?<![\w.-])(?=[\d.]+[a-z]?[-_])|[-_]+)v?(\d+(?:\.\d+)+[a-z]?)(?=$|[-_]|\.[a-z])", re.ASCII)
_CODED = re.compile(r"%(?:2[0-9a-c]|3[bce]|5[bd]|7[bd])", re.ASCII)  # a blank, quote or bracket in a URL
_BEHIND_PATH = re.compile(r"\?|:[^/:]+$|=[^/=]+$")  # a query, a line or stream, a value
_NUMBERS = re.compile(r"[\d.]+", re.ASCII)


def of_words(text: str, at: int) -> list[Part]:
    """The words in it, unstemmed, and CVE identifiers among them."""
    if text.isalnum() and text.isascii():
        return [(text, at, at + len(text))]
    found = [(without_accents(word.group()), at + word.start(), at + word.end()) for word in _WORD.finditer(text)]
    if "cve-" in text:
        return [*((cve.group(), at + cve.start(), at + cve.end()) for cve in CVE.finditer(text)), *found]
    return found


def of_cve(name: re.Match[str], at: int) -> list[Part]:
    """The year with what stands before it, or behind it, and each alone: `cve-2021`, `2021-44228`, `44228`.

    The year and the number are the groups of name, which begins with the letters.
    """
    year, number = name.groups()
    (begin, middle), (second, end) = name.span(1), name.span(2)
    return [
        (f"cve-{year}", at, at + middle),
        (f"{year}-{number}", at + begin, at + end),
        ("cve", at, at + 3),
        (year, at + begin, at + middle),
        (number, at + second, at + end),
    ]


def of_label(label: str, at: int) -> list[Part]:
    """A label, as registered and as read, and the words that hyphens or underscores join in it."""
    end = at + len(label)
    found = [(label_form(label), at, end)]
    letters = label_in_letters(label)
    if letters != label:
        return [*found, (without_accents(letters), at, end), *((word, at, end) for word, _, _ in of_words(letters, 0))]
    if not label.isascii():
        found.append((without_accents(label), at, end))
    return found + of_words(label, at) if "-" in label or "_" in label else found


def of_dotted(name: str, at: int) -> list[Part]:
    """Runs of labels and single labels: `w32.mimail`, `mimail.e` and `mimail` of `w32.mimail.e`."""
    labels, spans = _split(name, ".", at)
    if _NUMBERS.fullmatch(name):  # 192.0 and 192.0.2 of an address; 1.3 and 1.3.6 of an OID
        ends = [end for _, end in spans[1 : min(len(labels) - 1, 3)]]
        return [(name[: end - at], at, end) for end in ends]
    found = []
    for first, last in _bounded_runs(len(labels)):
        if last == first:
            continue
        start, end = spans[first][0], spans[last][1]
        run = name[start - at : end - at]
        if last == len(labels) - 1 or not (is_top_level(labels[last]) or is_ipv4(run)):
            found.append((dotted_form(run), start, end))
    for label, (start, _) in zip(labels, spans, strict=True):
        found += of_label(label, start)
    return [*found, *_versioned(name, at)] if "-" in name or "_" in name else found


def _versioned(name: str, at: int) -> Iterator[Part]:
    """What has a version in its name, and the version: `log4j-core` and `2.14.1` of `log4j-core-2.14.1.jar`."""
    for version in _VERSION.finditer(name):
        start, end = version.span(1)
        if is_ipv4(version[1]) and end < len(name):
            continue
        yield version[1], at + start, at + end
        yield from of_dotted(version[1], at + start)
        before = name[: version.start()]
        if before:
            yield without_accents(before), at, at + len(before)
            yield without_accents(name[:end]), at, at + end


def dotted_form(name: str) -> str:
    """A dotted name in its one form: as a host where it ends like one, without accents elsewhere."""
    if name.isascii() and "xn--" not in name:
        return name
    if is_top_level(name.rpartition(".")[2]):
        return host_form(name)
    return without_accents(name)


def of_mail(address: str, at: int) -> list[Part]:
    """The local part and the host of a mail address, each with its parts."""
    local, _, host = address.rpartition("@")
    below = of_dotted(local, at) if "." in local else of_words(local, at)
    return [(without_accents(local), at, at + len(local)), *below, *of_host(host, at + len(local) + 1)]


def of_host(host: str, at: int) -> list[Part]:
    """A host or address, with or without a port, and its runs of labels."""
    end = at + len(host)
    if host.startswith("["):
        address = host[1:].partition("]")[0]
        return [(authority_form(host), at, end), (ipv6_form(address) or address, at, end)]
    name, colon, _ = host.partition(":")
    found = [(dotted_form(host), at, end)]
    if colon:
        found.append((dotted_form(name), at, at + len(name)))
    if name:
        found += of_dotted(name, at) if "." in name else of_label(name, at)
    return found


def of_path(path: str, at: int, host: str | None = None) -> list[Part]:
    """Leading and trailing runs of the segments, and each segment with its parts; the last is the file name.

    The first segment may be a host, of which `host` is the one form.
    """
    segments, spans = _split(path, "/", at)
    found = []
    for first, last in _ends(len(segments)):
        start, end = spans[first][0], spans[last][1]
        run = path[start - at : end - at]
        if host is not None and not first:
            run = host + run[len(segments[0]) :]
        found.append((run if host and not first else without_accents(run), start, end))
    for segment, (start, end) in zip(segments, spans, strict=True):
        if start == at and host is not None:
            found += of_host(segment, start)
        elif segment:
            found.append((without_accents(segment), start, end))
            found += _of_segment(segment, start)
    behind = _BEHIND_PATH.search(path) if host is None else None
    if behind:
        found.append((without_accents(path[: behind.start()]), at, at + behind.start()))
    return [*found, *_identifiers(path, at)]


def _identifiers(path: str, at: int) -> Iterator[Part]:
    """What is known by another name than its segments have: a technique of ATT&CK, a hive of the registry."""
    for technique in TECHNIQUE.finditer(path) if "t1" in path else ():
        yield ".".join(technique.groups()), at + technique.start(), at + technique.end()
    hive = path.partition("/")[0]
    if hive in LONG:
        yield LONG[hive], at, at + len(hive)


def _of_segment(segment: str, at: int) -> list[Part]:
    if "%" in segment and (sign := _CODED.search(segment)):
        behind = at + sign.end()
        return [*_of_segment(segment[: sign.start()], at), *_of_segment(segment[sign.end() :], behind)]
    bare = segment.strip(LOOSE)
    if bare and bare != segment:  # `_run.exe` is asked for without the signs around it
        at += segment.index(bare)
        return [(without_accents(bare), at, at + len(bare)), *_of_segment(bare, at)]
    if "=" in segment or "?" in segment:
        return _of_query(segment, at)
    if "@" in segment and is_host(segment.partition("@")[0]):  # `\\evil.com@SSL\share`
        return of_host(segment.partition("@")[0], at)
    if ":" in segment and is_host(segment.partition(":")[0]):
        return of_host(segment, at)
    if ":" in segment:  # a line of a file, or a stream of it
        name, _, rest = segment.partition(":")
        whole = [(without_accents(name), at, at + len(name))]
        return [*whole, *_of_segment(name, at), *_of_segment(rest, at + len(name) + 1)]
    return of_dotted(segment, at) if "." in segment.strip(".") else of_words(segment, at)


def of_url(rest: str, at: int) -> list[Part]:
    """The host, the path and the parts of the query of a URL without its scheme; and it without its fragment."""
    user, authority, behind = split(rest)
    found = of_host(user[:-1], at) if is_host(user[:-1]) else of_words(user, at)  # `file://evil.com@80/a`
    at += len(user)
    rest, path = authority + behind, re.split(r"[?#]", behind, maxsplit=1)[0]
    host = authority_form(authority)
    for whole in (rest.partition("#")[0], authority + path, authority + behind.partition("{")[0]):
        found.append(((host + whole[len(authority) :]).rstrip("/"), at, at + len(whole.rstrip("/"))))
    found += of_path((authority + path).rstrip("/"), at, host)
    return found + _of_query(behind[len(path) :], at + len(authority + path))


def _of_query(text: str, at: int) -> list[Part]:
    """Names and values, and what hosts, addresses and identifiers there are among the values."""
    found: list[Part] = []
    for item in _QUERIED.finditer(text):
        value, start = item.group().strip(".,:"), at + item.start()
        if value.count("@") == 1 and is_host(value.partition("@")[2]):
            found += [(value, start, start + len(value)), *of_mail(value, start)]
        elif is_host(value.partition(":")[0]):
            found += of_host(value, start)
        else:
            found.append((without_accents(value), start, start + len(value)))
            found += of_dotted(value, start) if "." in value.strip(".") else of_words(value, start)
    return found


def _split(text: str, sign: str, at: int) -> tuple[list[str], list[tuple[int, int]]]:
    pieces, spans = text.split(sign), []
    for piece in pieces:
        spans.append((at, at + len(piece)))
        at += len(piece) + len(sign)
    return pieces, spans


def _bounded_runs(count: int) -> Iterator[tuple[int, int]]:
    """First and last of every run of up to _ALL_RUNS things, of the longest leading and trailing runs of more."""
    if count > _ALL_RUNS:
        yield from _ends(count)
        return
    for first in range(count):
        for last in range(first, count):
            yield first, last


def _ends(count: int) -> Iterator[tuple[int, int]]:
    for last in range(max(0, count - _ENDS), count):
        yield 0, last
    for first in range(1, min(count, _ENDS)):
        yield first, count - 1
