"""The title of a statement: no single place of the page says it cleanly, so several must agree."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

_STATEMENT_URL = re.compile(
    r"/statements?/0{0,6}(?P<number>\d{1,6})(?:/(?P<slug>[^/?#]{1,500}))?(?:[/?#]|$)", re.IGNORECASE
)
_CHROME = re.compile(
    r"(?:bookmark and share|bookmark|share this(?: page)?|share|print this(?: page)?)[\s:|]+", re.IGNORECASE
)
_PARTS = re.compile(r"\s[|–—:»·-]{1,3}\s|\s?[|»]\s?")
_LABEL_WORDS = frozenset(("statement", "official statement", "statements", "official statements"))


@dataclass(frozen=True, slots=True)
class Candidate:
    title: str
    where: str  # which part of the page says so
    weight: int


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything on a page that speaks of the title."""

    head: Sequence[str]  # rows before the labels, in their order
    notice: str | None = None  # as the reproduction notice quotes it
    index: Sequence[str] = ()
    element: str = ""  # of <title>
    urls: Sequence[str] = ()  # addresses of this very statement
    below: str = ""  # the first row of the body


def letters(text: str) -> str:
    """Only what tells two titles apart: letters and digits, without case or accents; a slug has the same."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(filter(str.isalnum, decomposed))


def number_in(url: str | None) -> int | None:
    """The statement's number in an address such as `…/statement/010/slug`."""
    match = _STATEMENT_URL.search(url or "")
    return int(match["number"]) if match else None


def find_title(sources: Sources) -> Candidate | None:
    """The candidate that most parts of the page agree on; of equals the longest. None where the page has no title."""
    heads = _heads(sources.head)
    slugs = {letters(slug) for url in sources.urls if (slug := slug_in(url))}
    told: dict[str, dict[str, Candidate]] = {}  # by letters: who says so
    for candidate in _candidates(sources):
        told.setdefault(letters(candidate.title), {}).setdefault(candidate.where, candidate)
    told.pop("", None)

    def agreement(key: str) -> tuple[int, int]:
        said = sum(candidate.weight for candidate in told[key].values())
        return said + 2 * any(head.endswith(key) for head in heads) + 2 * (key in slugs), len(key)

    best = max(told, key=agreement, default=None)
    return next(iter(told[best].values())) if best and agreement(best)[0] > 1 else None


def slug_in(url: str) -> str:
    """The title's words as an address carries them."""
    match = _STATEMENT_URL.search(url)
    return unquote(match["slug"] or "") if match else ""


def _candidates(sources: Sources) -> Iterator[Candidate]:
    if sources.notice:
        yield Candidate(sources.notice, "reproduction notice", 3)
    head = [row for row in sources.head if row.casefold().strip(" :") not in _LABEL_WORDS]
    if head:
        for part in dict.fromkeys(head[-1].split(" | ")):
            yield Candidate(_CHROME.sub("", part, count=1) if _CHROME.match(part) else part, "line above the labels", 2)
        yield from _by_slug(" ".join(head[-3:]), sources.urls)
    if sources.below:
        yield Candidate(sources.below, "line above the text", 1)
    for entry in sources.index:
        yield Candidate(entry, "statements index", 1)
    if sources.element:
        for part in dict.fromkeys(
            (sources.element, *_PARTS.split(sources.element), sources.element.partition(": ")[2])
        ):
            yield Candidate(part.strip(), "title element", 1)


def _by_slug(head: str, urls: Sequence[str]) -> Iterator[Candidate]:
    """The last words above the labels that read like the slug."""
    words = head.split()[-60:]
    for url in urls:
        wanted = letters(slug_in(url))
        for start in range(len(words)):
            if wanted and letters(" ".join(words[start:])) == wanted:
                yield Candidate(" ".join(words[start:]).strip("| "), "line above the labels and address", 2)
                break


def _heads(rows: Sequence[str]) -> list[str]:
    """The rows that may end in the title: each, and the last few in one where a long title is wrapped."""
    own = [row for row in rows if row.casefold().strip(" :") not in _LABEL_WORDS]
    joined = [" ".join(own[-count:]) for count in (2, 3)]
    return [letters(part) for row in (*own[-4:], *joined) for part in (row, row.partition(" | ")[0])]
