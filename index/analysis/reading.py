"""Reads one piece of text, what stands between two blanks, into terms: words, joined words and indicators."""

import re
from collections.abc import Iterable

from index.analysis import parts
from index.analysis.characters import without_accents
from index.analysis.folding import Folded
from index.analysis.hosts import host_form, ipv6_form, is_host, is_ipv4, is_top_level
from index.analysis.tokens import HEAD, JOINED, LONGEST, PART, Term
from index.analysis.urls import authority_form, own, url_form
from index.analysis.words import LETTER, WORD, is_unspaced, runs, stem, surface

_SCHEME = re.compile(r"(?<![a-z0-9])[a-z][a-z0-9+.-]{0,15}://(?=[^\s/])")
_URL = re.compile(r"[^\s\"<>`—]+")
_NESTED = re.compile(r"[^\s\"<>`—&]+")  # the value of a field in the query of another URL
_WITH_PORT = r"\[[0-9a-f:.]{3,45}\]:\d{1,5}(?!\d)"  # an IPv6 address with its port
_CHUNK = re.compile(rf"\d{{1,3}}(?:,\d{{3}})+(?![\d,])|{_WITH_PORT}|[^\s\"<>()\[\]{{}},;|`$€£…—]+")
_ATOM = re.compile(rf"(?:(?<![.\w])\.(?={LETTER}))?{WORD}(?:(?:[.']|[_-]{{1,4}}){WORD})*(?:\+\+|#(?!\w))?")
_LOOSE = "'.:-=+*!?&~^%#@_/\\"  # what may stand at the ends of a chunk without being part of it
_CVE = re.compile(r"cve[-:]?(\d{4})-(\d{4,19})", re.ASCII)
_SOME_CVE = re.compile(r"(?<![a-z0-9])cve-\d{4}-\d{4,19}(?![a-z0-9])", re.ASCII)
_ASCII_WORD = re.compile(r"[a-z0-9]+")
_LONGEST_CHUNK = 2_048  # characters; what is longer is no indicator but words without blanks
# Without a scheme to begin the next one, a list of URLs is parted by its commas.
_BARE_URL = re.compile(rf"[^\s\"<>`,;|—]{{1,{_LONGEST_CHUNK + 1}}}")
_HYPHEN = re.compile("-")
_JOINS = re.compile(r"[-_]")
_SLASHED = re.compile(rf"(?:{WORD}[-_/]){{1,8}}{WORD}")
_LABELLED = re.compile(r"[\w.-]{1,32}=|(?=[0-9a-f]*[g-z_])[\w.-]{1,32}:", re.ASCII)
_PAIRS = re.compile(r"[0-9a-f]{2}(?::[0-9a-f]{2})+", re.ASCII)
_PAIRED = frozenset((47, 59, 95))  # characters of an MD5, SHA-1 or SHA-256 as certificates show it
_DRIVE = re.compile(r"[a-z]:/")
_PORT = re.compile(r"\d{1,5}", re.ASCII)
_NUMBER = re.compile(r"v?(\d+(?:\.\d+)+)", re.ASCII)
_LETTERS = re.compile(WORD)


class Reader:
    """Takes a folded piece apart; terms and the number of positions they take are its result."""

    def __init__(self, piece: Folded) -> None:
        self.piece = piece
        self.terms: list[Term] = []
        self.position = 0

    def read(self) -> "Reader":
        text = self.piece.text
        if _ASCII_WORD.fullmatch(text):
            self._word(text, 0)
            return self
        done = 0
        if "://" in text:
            starts = [found.span() for found in _SCHEME.finditer(text)]
            for (start, after), (limit, _) in zip(starts, [*starts[1:], (len(text), 0)], strict=False):
                self._chunks(text[done:start], done)
                rest = (_NESTED if text[start - 1 : start] == "=" else _URL).match(text[after:limit])
                done = after + self._url(rest.group() if rest else "", start, after)
        self._chunks(text[done:], done)
        return self

    # -- what is written down

    def _add(self, term: str, shown: str, start: int, end: int, role: int) -> None:
        if term and end > start:
            spans = self.piece.starts[start], self.piece.ends[end - 1]
            self.terms.append(Term(term[:LONGEST], shown[:LONGEST], self.position, *spans, role))

    def _name(self, whole: str, start: int, end: int, found: Iterable[parts.Part]) -> None:
        """An indicator at one position: itself, and once each of the parts it is found by."""
        if len(whole) > LONGEST:
            self._words(self.piece.text[start:end], start)
            return
        seen = {whole}
        self._add(whole, whole, start, end, HEAD)
        for term, first, last in found:
            if term not in seen:
                seen.add(term)
                self._add(term, term, first, last, PART)
        self.position += 1

    def _word(self, word: str, start: int) -> None:
        for run, first, last in runs(word, start):
            shown = surface(run)
            if shown:
                self._add(stem(shown), shown, first, last, HEAD)
                self.position += 1

    def _words(self, text: str, start: int) -> None:
        for found in _LETTERS.finditer(text):
            self._word(found.group(), start + found.start())

    # -- what is recognised, from the widest to the narrowest

    def _url(self, rest: str, start: int, after: int) -> int:
        """Writes down a URL of which rest follows the scheme; returns how much of rest belongs to it."""
        taken = len(rest)
        if taken > _LONGEST_CHUNK:
            self._words(rest, after)
            return taken
        rest = own(rest).replace("\\", "/")
        taken = len(rest)
        scheme = self.piece.text[start : after - 3]
        whole = url_form(rest, scheme)
        if not whole:
            return taken
        found = list(parts.of_url(rest, after))
        if not scheme.startswith("http"):
            found.append((scheme, start, after - 3))
        self._name(whole, start, after + taken, found)
        return taken

    def _chunks(self, text: str, start: int) -> None:
        done = 0
        for found in _CHUNK.finditer(text):
            chunk, at = found.group(), start + found.start()
            if found.start() < done:
                continue  # the URL before it has brackets
            if chunk.isalnum():
                self._word(chunk, at)
            elif "," in chunk:
                self._name(chunk.replace(",", ""), at, at + len(chunk), ())
            elif chunk.startswith("["):
                self._bracketed(chunk, at)
            elif end := self._bare_url(text, found, start):
                done = end
            else:
                self._chunk(chunk, at)

    def _bare_url(self, text: str, chunk: re.Match[str], start: int) -> int:
        """Writes down a URL without scheme that begins with a chunk; returns where in text it ends, 0 for none."""
        body = chunk.group().lstrip(_LOOSE)
        host, slash, _ = body.replace("\\", "/").partition("/")
        if not slash or not is_host(host.partition(":")[0]) or not _is_port_or_none(host):
            return 0
        first = chunk.end() - len(body)
        found = _BARE_URL.match(text, first)
        rest = found.group() if found and len(found.group()) <= _LONGEST_CHUNK else body
        if len(rest) > _LONGEST_CHUNK:
            return 0
        rest = own(rest.rstrip("\\")).replace("\\", "/")
        at, end = start + first, first + len(rest)
        self._name(url_form(rest), at, start + end, parts.of_url(rest, at))
        return end

    def _chunk(self, chunk: str, at: int) -> None:
        if len(chunk) > _LONGEST_CHUNK:
            self._words(chunk, at)
            return
        if chunk.startswith("mailto:"):
            chunk, at = chunk[7:], at + 7
        if chunk.count(":") > 1 and self._colons(chunk, at):
            return
        body = _with_its_dot(chunk)
        path = body.replace("\\", "/").rstrip(_LOOSE)
        if "/" in path and self._is_path(chunk, body):
            lead = len(chunk) - len(body)
            self._name(without_accents(path), at + lead, at + lead + len(path), parts.of_path(path, at + lead))
        else:
            self._unsplit(chunk, at)

    def _colons(self, chunk: str, at: int) -> bool:
        """Writes down an IPv6 address, with a label before it (`src=2001:db8::1`), or a hash in pairs of digits."""
        if _PAIRS.fullmatch(chunk) and len(chunk) in _PAIRED:
            self._name(chunk.replace(":", ""), at, at + len(chunk), ())
            return True
        label = _LABELLED.match(chunk)
        if label is None or ipv6_form(chunk):
            return self._ipv6(chunk.removesuffix("'s"), at)
        before, start = len(self.terms), self.position
        self._words(label.group(), at)
        if self._ipv6(chunk[label.end() :], at + label.end()):
            return True
        del self.terms[before:]
        self.position = start
        return False

    def _bracketed(self, chunk: str, at: int) -> None:
        if ipv6_form(chunk[1 : chunk.index("]")]):
            self._name(authority_form(chunk), at, at + len(chunk), parts.of_host(chunk, at))
        else:
            self._words(chunk, at)

    def _ipv6(self, chunk: str, at: int) -> bool:
        end = len(chunk.rstrip(_LOOSE))
        for stop in dict.fromkeys((len(chunk), min(len(chunk), end + 2), end)):
            form = ipv6_form(chunk[:stop])
            if form:
                runs_of = parts.of_dotted(form, at) if is_ipv4(form) else ()
                found = [form.partition("/")[0], *(run for run, _, _ in runs_of)]
                self._name(form, at, at + stop, [(term, at, at + stop) for term in found])
                return True
        return False

    def _is_path(self, chunk: str, body: str) -> bool:
        if "\\" in body or chunk.startswith(("/", "~/", "./", "%")) or _DRIVE.match(body):
            return True
        return any("." in segment.rstrip(".") for segment in body.split("/"))

    def _unsplit(self, chunk: str, at: int) -> None:
        """A chunk that is neither address, URL nor path: what its other signs part."""
        body = chunk.strip(_LOOSE)
        if _CVE.fullmatch(body):
            self._atom(body, at + chunk.index(body))
            return
        if "/" in body and len(body) <= LONGEST and _SLASHED.fullmatch(body):
            first, whole = at + chunk.index(body), without_accents(body)
            self._add(whole, whole, first, first + len(body), JOINED)
        for found in re.finditer(r"[^/\\:=?&!*^%~]+(?::(?=\d))?(?:(?<=:)\d{1,5}(?![\w.:]))?", chunk):
            text, start = found.group().rstrip(":"), at + found.start()
            name, colon, _ = text.partition(":")
            if "@" in text.strip("@") and not colon:
                self._mail(text, start)
            elif colon and (is_host(name) or name == "localhost"):
                self._name(host_form(name) + text[len(name) :], start, start + len(text), parts.of_host(text, start))
            else:
                self._atoms(text, start)

    def _mail(self, text: str, at: int) -> None:
        body = text.strip(_LOOSE)
        start = at + text.index(body)
        local, _, host = body.partition("@")
        if not local or not host or "@" in host or not all(_LETTERS.search(part) for part in (local, host)):
            self._atoms(text, at)
            return
        if host.endswith("'s"):
            body, host = body[:-2], host[:-2]
        whole = f"{without_accents(local)}@{parts.dotted_form(host)}"
        self._name(whole, start, start + len(body), parts.of_mail(body, start))

    def _atoms(self, text: str, at: int) -> None:
        for found in _ATOM.finditer(text):
            self._atom(found.group(), at + found.start())

    def _atom(self, atom: str, at: int) -> None:
        if atom.endswith("'s") and ("." in atom or "-" in atom):
            atom = atom[:-2]
        if cve := _CVE.fullmatch(atom):
            self._name(f"cve-{cve[1]}-{cve[2]}", at, at + len(atom), parts.of_cve(cve, at))
        elif atom.endswith(("+", "#")):
            self._name(without_accents(atom), at, at + len(atom), parts.of_words(atom, at) if len(atom) > 3 else ())
        elif "." in atom:
            self._dotted(atom, at)
        elif "-" in atom or "_" in atom:
            self._joined(atom, at)
        else:
            self._word(atom, at)

    def _dotted(self, atom: str, at: int) -> None:
        end = at + len(atom)
        number = _NUMBER.fullmatch(atom)
        if atom.startswith("."):
            below = parts.of_host(atom[1:], at + 1) if is_host(atom[1:]) else parts.of_words(atom, at)
            self._name(without_accents(atom), at, end, below)
        elif number:
            whole = number.group(1)
            self._name(whole, at, end, parts.of_dotted(whole, end - len(whole)))
        elif "'" in atom or (is_unspaced(atom) and not is_top_level(atom.rpartition(".")[2])):
            self._words(atom, at)
        elif hyphen := _end_of_host(atom):
            self._add(atom, atom, at, end, JOINED)
            self._atom(atom[:hyphen], at)
            self._atoms(atom[hyphen + 1 :], at + hyphen + 1)
        else:
            self._name(parts.dotted_form(atom), at, end, parts.of_dotted(atom, at))

    def _joined(self, atom: str, at: int) -> None:
        """Words joined by hyphens or underscores, each at its position: the spelling with blanks is the same phrase."""
        if len(atom) <= LONGEST:
            whole = without_accents(atom)
            self._add(whole, whole, at, at + len(atom), JOINED)
        done = 0
        for cve in _SOME_CVE.finditer(atom):
            self._split(atom[done : cve.start()], at + done)
            self._atom(cve.group(), at + cve.start())
            done = cve.end()
        self._split(atom[done:], at + done)

    def _split(self, atom: str, at: int) -> None:
        for word in _JOINS.split(atom):
            self._word(word, at)
            at += len(word) + 1


def _is_port_or_none(head: str) -> bool:
    _, colon, port = head.partition(":")
    return not colon or _PORT.fullmatch(port) is not None


def _with_its_dot(chunk: str) -> str:
    """A chunk without the loose signs before it, but with the dot that begins a name of a path: `~/.ssh/config`."""
    body = chunk.lstrip(_LOOSE)
    before = chunk[: len(chunk) - len(body)]
    begins_name = before.endswith(("/.", "\\.")) or (before == "." and ("/" in body or "\\" in body))
    return "." + body if begins_name else body


def _end_of_host(atom: str) -> int:
    """Where in a name that is no host a hyphen follows one, or 0: `evil.com-related`, `192.0.2.1-192.0.2.9`."""
    if "-" not in atom or is_host(atom):
        return 0
    hyphens = (found.start() for found in _HYPHEN.finditer(atom, atom.index(".")))
    return next((at for at in hyphens if is_host(atom[:at])), 0)
