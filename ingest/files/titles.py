"""The title of a page, by the agreement of all the places that carry it."""

import re
from urllib.parse import urlsplit

from ingest.files.evidence import Fact
from ingest.text import one_line, unescape

_PARTED = re.compile(r"\s+[|–—\\/»·•:-]+\s+|\s*[|»]\s*|\s+::\s+")
_LONGEST = 500  # characters
_SHORTEST = 2  # letters; shorter parts of a host, such as "uk", name no site


def sites(name: str | None, url: str | None) -> set[str]:
    """How a title may call the site: by its name, or by a part of its host, each as the letters alone."""
    try:
        labels = (urlsplit(url or "").hostname or "").split(".")[:-1]
    except ValueError:  # such as an unclosed bracket of an IPv6 address
        labels = []
    return {_letters(part) for part in (name or "", *labels) if len(_letters(part)) > _SHORTEST}


def choose(stated: list[Fact[str]], title: str, headings: list[str], called: set[str]) -> Fact[str] | None:
    """The stated title (linked data, meta) that another place confirms, else the first stated one, else a heading that
    the title element holds, else the title element without the name of the site, else the only heading. `called` is
    what `sites` makes of the site."""
    candidates = [_without_site(_plain(fact), title, headings, called) for fact in stated if fact.field == "title"]
    confirmed = (fact for fact in candidates if any(_same(fact.value, other) for other in (title, *headings)))
    if candidates:
        return next(confirmed, candidates[0])
    agreed = next((heading for heading in headings if len(heading) > 3 and _key(heading) in _key(title)), None)
    if agreed:
        return Fact("title", agreed[:_LONGEST], "h1", agreed)
    if title:
        return _without_site(Fact("title", title[:_LONGEST], "title", title), "", headings, called)
    return Fact("title", headings[0][:_LONGEST], "h1", headings[0]) if headings else None


def _plain(fact: Fact[str]) -> Fact[str]:
    """Character references are often written twice over."""
    return Fact(fact.field, one_line(unescape(fact.value))[:_LONGEST], fact.where, fact.quote)


def _without_site(fact: Fact[str], title: str, headings: list[str], called: set[str]) -> Fact[str]:
    """Without a first or last part that names the site, or that a heading or the title element shows to be no part."""
    parts = list(_PARTED.finditer(fact.value))
    if not parts:
        return fact
    head, tail = parts[0], parts[-1]
    for name, rest in (
        (fact.value[tail.end() :], fact.value[: tail.start()]),
        (fact.value[: head.start()], fact.value[head.end() :]),
    ):
        is_site = _letters(name) in called
        is_shown = any(_key(rest) == _key(heading) for heading in headings)
        if rest and (is_site or is_shown):
            return Fact(fact.field, rest, fact.where, fact.quote)
    return fact


def _same(one: str, other: str) -> bool:
    return bool(one and other) and (_key(one) in _key(other) or _key(other) in _key(one))


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, unescape(words).casefold()))


def _key(words: str) -> str:
    return re.sub(r"[\W_]+", " ", unescape(words)).strip().casefold()
