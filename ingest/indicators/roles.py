"""Which indicators a report warns of, and which it only mentions. Rules of general use, nothing known of any report."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_network
from itertools import islice, pairwise
from urllib.parse import urlsplit

from ingest.html.tokens import Open, tokens
from ingest.indicators import hosts, wellknown
from ingest.indicators.folded import Folded
from ingest.types import Role

NETWORK = frozenset(("domain", "url", "email", "ipv4", "ipv6", "cidr"))  # what can be the publisher's or the victim's
_MOST_LINKS = 5_000  # of one page
_NEAR = 100  # characters before an indicator that say what it is
# Where to read more, in Chinese and other languages.
_ELSEWHERE = re.compile(
    r"(?:原文(?:链接|地址)?|来源|出处|参考(?:链接|资料|文献)?|参照|出典|\b(?:quellen?|fuentes?|fonti?|источники?|références?))"
    r"[\s:：(（]{1,3}(?:https?://)?$",
    re.IGNORECASE,
)
# "against", "customers of", "see also": then comes the victim, the one who is imitated, or where to read more.
_CUE = re.compile(
    r"""\b(?:against | attack(?:s|ed|ing)? | attacks?[ ]on | target(?:s|ed|ing)? | victims? | customers[ ]of
      | users[ ]of | impersonat\w+ | imitat\w+ | spoof\w* | mimic\w* | pos(?:es?|ed|ing)[ ]as | pretend\w*[ ]to[ ]be
      | legitimate | genuine | official | rightful | owned[ ]by | belong(?:s|ed|ing)?[ ]to | see | see[ ]also
      | read[ ]more | according[ ]to | published | source | references? | report[ ](?:it|this|them|abuse)[ ]to )
      [\s:("'\u201c]{1,3}
      (?:(?:the|our|their|its|a|an|at|on|by|of|in|is|was|web|site|website|host|domain|page|server|servers|company)
      [\s:("'\u201c]{1,3}){0,4}$""",
    re.IGNORECASE | re.VERBOSE,
)
_REFERENCES = re.compile(
    r"^(?:[^\w\n]|[\d_]){0,8}"
    r"(?:references?|sources?|further reading|see also|related (?:posts|articles|reading)|external links"
    r"|参考(?:链接|资料|文献)?|参考リンク|quellen|références|referencias|fuentes|riferimenti|fonti|источники)"
    r"(?:[^\w\n]|_){0,8}$",
    re.IGNORECASE | re.MULTILINE,
)


_NOTICE = re.compile(r"\W*(?:copyright\b|\(c\)|©)", re.IGNORECASE)  # whose a text is

# What ends such a list: "# Notes", "NETWORK TRAFFIC", "Files used:".
_HEADING = re.compile(r"^(?:#{1,6} .{1,80}|[A-Z][A-Z0-9 /&,()-]{3,60}:?|[A-Z][^\n.:/]{2,60}:)[ ]*$", re.MULTILINE)
_MOST_LISTS = 20  # of references, in one text


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of a text besides its words."""

    publisher: str | None  # the registrable domain of the host that published it
    linked: frozenset[str]  # addresses that its links lead to, without scheme and last slash, and their hosts
    references: tuple[tuple[int, int], ...]  # where its lists of references begin and end


def setting(folded: Folded, html: str, url: str | None) -> Setting:
    """The setting of a text: `html` has the same words with links, `url` is where it was published."""
    host = _host(url) if url else ""
    return Setting(hosts.registrable(host) or host or None, _linked(html), tuple(_lists(folded.text)))


def is_cued(folded: Folded, start: int, where: Setting) -> bool:
    """Whether the words before that place, or the list it stands in, say that it is nothing to warn of."""
    if any(begin <= start < end for begin, end in where.references):
        return True
    before = folded.text[max(0, start - _NEAR) : start].rpartition("\n")[2]
    if _NOTICE.match(before):
        return True
    words, blank, begun = before.rpartition(" ")  # a host may stand in a link or mail address that has begun
    said = words + blank
    is_desk = begun.removesuffix("@").lower() in wellknown.DESKS
    return is_desk or _CUE.search(said) is not None or _ELSEWHERE.search(before) is not None


def role(sort: str, value: str, where: Setting, *, defanged: bool, cued: bool) -> Role:
    """The role of one value, from all its places together.

    Who writes an address in a defanged form warns of it. Else mentioned are: what lies in no public network or is
    reserved for examples; the publisher's own; what a link leads to; where reports send their readers; hosts that
    anybody may use; desks for complaints; programs of the system; and what the words before it call a victim, a
    reference or somebody imitated. Everything else is an indicator.
    """
    if sort == "file":
        return Role.MENTIONED if value in wellknown.PROGRAMS else Role.INDICATOR
    if sort not in NETWORK:
        return Role.INDICATOR
    host = value if sort == "domain" else _host(value) if sort in ("url", "email") else ""
    if defanged:
        return Role.INDICATOR
    plain = (
        cued
        or is_reserved(host or value)
        or (where.publisher is not None and _is_below(host, {where.publisher}))
        or _bare(value) in where.linked
        or _is_below(host, wellknown.REFERENCES)
        or (sort == "domain" and is_shared(host))
        or (sort == "email" and value.partition("@")[0] in wellknown.DESKS)
    )
    return Role.MENTIONED if plain else Role.INDICATOR


def lends_itself(host: str) -> bool:
    """Whether a link or mail address there says nothing of the host: anybody's, or where reports send their readers."""
    return is_shared(host) or _is_below(host, wellknown.REFERENCES)


def is_shared(host: str) -> bool:
    """Whether anybody may have an account, a page or a file at a host: then it is not itself what is warned of."""
    return _is_below(host, wellknown.SHARED)


@lru_cache(maxsize=4096)
def is_reserved(host: str) -> bool:
    """Private, local and documentation addresses (RFC 1918, 4193, 5737, 3849 …) and names (RFC 2606, 6761)."""
    try:
        network = ip_network(host.strip("[]"), strict=False)
    except ValueError:
        return _is_below(host, hosts.EXAMPLES)
    return not network.network_address.is_global or network.is_multicast


def _lists(text: str) -> Iterator[tuple[int, int]]:
    """The lists of references, each from its heading to the next one."""
    begun = [found.span() for found in islice(_REFERENCES.finditer(text), _MOST_LISTS)]
    for (begin, end), (following, _) in pairwise([*begun, (len(text), 0)]):
        heading = _HEADING.search(text, end, following)
        yield begin, heading.start() if heading else following


def _linked(html: str) -> frozenset[str]:
    """What the links of a text lead to."""
    found: set[str] = set()
    for token in tokens(html) if "<a" in html else ():
        href = token.attributes.get("href", "") if isinstance(token, Open) and token.name == "a" else ""
        if href.startswith(("http://", "https://", "mailto:")) and len(found) < _MOST_LINKS:
            found |= {_bare(href.removeprefix("mailto:")), _host(href)}
    return frozenset(found - {""})


def _bare(address: str) -> str:
    return address.partition("://")[2].rstrip("/") or address.rstrip("/")


def _host(address: str) -> str:
    """The host of a URL or mail address in lower case; "" where it has none."""
    try:
        return urlsplit(address if "://" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""


def _is_below(host: str, names: frozenset[str] | set[str]) -> bool:
    """Whether a host is one of those names or lies below one."""
    labels = host.split(".")
    return any(".".join(labels[at:]) in names for at in range(len(labels)))
