"""What is neither address, URL nor path: mail addresses, dotted names, identifiers, joined words and words."""

import re

from index.analysis import parts
from index.analysis.characters import LOOSE, without_accents
from index.analysis.collected import Collected
from index.analysis.hosts import IPV4, host_form, is_host, is_top_level
from index.analysis.tokens import JOINED, LONGEST
from index.analysis.words import LETTER, UNSPACED, WORD, is_unspaced

NAME = r"[a-z0-9]++(?:(?:\.|[_-]{1,4}+)[a-z0-9]++)*+"  # an atom as most are
_BETWEEN_SIGNS = re.compile(r"[^/\\:=?&!*^%~]+(?::(?=\d))?(?:(?<=:)\d{1,5}(?![\w.:]))?")
_ATOM = re.compile(rf"(?:(?<![.\w])\.(?={LETTER}))?{WORD}(?:(?:[.']|[_-]{{1,4}}){WORD})*(?:\+\+|#(?!\w))?")
_CVE = re.compile(r"cve[-:]?(\d{4})-?(\d{4,19})", re.ASCII)
_JOIN = re.compile("[-_]+")
_ADDRESS = re.compile(rf"{IPV4}(?![^-_])", re.ASCII)
_JOINS = re.compile(r"[-_]")
_SUBTECHNIQUE = re.compile(r"t1\d{3}\.\d{3}", re.ASCII)
_SLASHED = re.compile(rf"(?:{WORD}[-_/]){{1,8}}{WORD}")
_NUMBER = re.compile(r"v?(\d+(?:\.\d+)+)", re.ASCII)
_OF_ONE_SCRIPT = re.compile(rf"[{UNSPACED}]+|[^{UNSPACED}.]+(?:\.[^{UNSPACED}.]+)*")
_LETTERS = re.compile(WORD)


def unsplit(to: Collected, chunk: str, at: int) -> None:
    """A chunk that is neither address, URL nor path: what its other signs part."""
    body = chunk.strip(LOOSE)
    if body.startswith("cve") and _CVE.fullmatch(body):
        add_atom(to, body, at + chunk.index(body))
        return
    if technique := parts.TECHNIQUE.fullmatch(body):
        first = at + chunk.index(body)
        to.name(".".join(technique.groups()), first, first + len(body), parts.of_words(body, first))
        return
    if "/" in body and len(body) <= LONGEST and _SLASHED.fullmatch(body):
        first, whole = at + chunk.index(body), without_accents(body)
        to.add(whole, whole, first, first + len(body), JOINED)
    for found in _BETWEEN_SIGNS.finditer(chunk):
        text, start = found.group().rstrip(":"), at + found.start()
        name, colon, _ = text.partition(":")
        if "@" in text and "@" in text.strip("@") and not colon:
            _mail(to, text, start)
        elif colon and (is_host(name) or name == "localhost"):
            to.name(host_form(name) + text[len(name) :], start, start + len(text), parts.of_host(text, start))
        else:
            _atoms(to, text, start)


def _mail(to: Collected, text: str, at: int) -> None:
    body = text.strip(LOOSE)
    start = at + text.index(body)
    local, _, host = body.partition("@")
    if not local or not host or "@" in host or not all(_LETTERS.search(part) for part in (local, host)):
        _atoms(to, text, at)
        return
    if host.endswith("'s"):
        body, host = body[:-2], host[:-2]
    whole = f"{without_accents(local)}@{parts.dotted_form(host)}"
    to.name(whole, start, start + len(body), parts.of_mail(body, start))


def _atoms(to: Collected, text: str, at: int) -> None:
    for found in _ATOM.finditer(text):
        add_atom(to, found.group(), at + found.start())


def add_atom(to: Collected, atom: str, at: int) -> None:
    if atom.endswith("'s") and ("." in atom or "-" in atom):
        atom = atom[:-2]
    if atom.startswith("cve") and (cve := _CVE.fullmatch(atom)):
        to.name(f"cve-{cve[1]}-{cve[2]}", at, at + len(atom), parts.of_cve(cve, at))
    elif atom.endswith(("+", "#")):
        to.name(without_accents(atom), at, at + len(atom), parts.of_words(atom, at) if len(atom) > 3 else ())
    elif "." in atom:
        _dotted(to, atom, at)
    elif "-" in atom or "_" in atom:
        _joined(to, atom, at)
    elif atom[:2] == "as" and atom[2:].isdecimal():
        to.name(atom, at, at + len(atom), [(atom[2:], at + 2, at + len(atom))])
    else:
        to.word(atom, at)


def _dotted(to: Collected, atom: str, at: int) -> None:
    end = at + len(atom)
    number = _NUMBER.fullmatch(atom)
    if atom.startswith("."):
        below = parts.of_host(atom[1:], at + 1) if is_host(atom[1:]) else parts.of_words(atom, at)
        to.name(without_accents(atom), at, end, below)
    elif number:
        whole = number.group(1)
        to.name(whole, at, end, parts.of_dotted(whole, end - len(whole)))
    elif "'" in atom:
        to.words(atom, at)
    elif is_unspaced(atom) and not is_top_level(atom.rpartition(".")[2]):
        for found in _OF_ONE_SCRIPT.finditer(atom):
            add_atom(to, found.group(), at + found.start())
    elif len(apart := _hosts_apart(atom)) > 1:
        if len(atom) <= LONGEST:
            to.add(atom, atom, at, end, JOINED)
        for part, start in apart:
            add_atom(to, part, at + start)
    else:
        to.name(parts.dotted_form(atom), at, end, parts.of_dotted(atom, at))


def _joined(to: Collected, atom: str, at: int) -> None:
    """Words joined by hyphens or underscores, each at its position: the spelling with blanks is the same phrase."""
    if len(atom) <= LONGEST:
        whole = without_accents(atom)
        to.add(whole, whole, at, at + len(atom), JOINED)
    done = 0
    for cve in parts.CVE.finditer(atom):
        _split(to, atom[done : cve.start()], at + done)
        add_atom(to, cve.group(), at + cve.start())
        done = cve.end()
    _split(to, atom[done:], at + done)


def _split(to: Collected, atom: str, at: int) -> None:
    for word in _JOINS.split(atom):
        to.word(word, at)
        at += len(word) + 1


def _hosts_apart(atom: str) -> list[tuple[str, int]]:
    """A name that is no host, parted behind each host and before each address, with where each part begins.

    `evil.com-related` are two parts, and `192.0.2.1_443.pcap`; a name without such a host is one.
    """
    found, begin = [], 0
    for join in _JOIN.finditer(atom) if ("-" in atom or "_" in atom) and not is_host(atom) else ():
        part = atom[begin : join.start()]
        if part and (is_host(part) or _SUBTECHNIQUE.fullmatch(part) or _ADDRESS.match(atom, join.end())):
            found.append((part, begin))
            begin = join.end()
    return [*found, (atom[begin:], begin)]
