"""The whole search for indicators: fold the text, look for each sort, keep the first place of each value."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice

from ingest.indicators import addresses, files, links, marks, roles, wallets
from ingest.indicators.folded import Folded, Found, fold
from ingest.types import Indicator, Role

MOST = 20_000  # a text names no more than that to a person; beyond it a hostile one only fills the archive
TYPES = (
    *("ipv4", "ipv6", "cidr", "asn", "domain", "url", "email", "md5", "sha1", "sha256", "sha512", "file", "registry"),
    *("bitcoin", "ethereum", "monero", "litecoin", "dogecoin", "dash", "zcash", "tron", "ripple", "cve", "attack"),
)
_PLACES = 50  # of one value that are looked at for its role


def find(text: str, html: str = "", url: str | None = None, title: str = "") -> tuple[Indicator, ...]:
    """The indicators of a plain text in the order of the text, each (type, value) once, at its first place.

    Links (also without a scheme), mail addresses, hosts, IPv4 and IPv6 addresses and ranges, MD5, SHA-1, SHA-256 and
    SHA-512, names of files, keys of the registry, addresses of cryptocurrencies, CVE and ATT&CK ids, AS numbers; in
    plain or defanged notation. text[start:end] is the spelling. The host of a link or mail address is an indicator
    besides it; what else stands inside a link is not, except hashes, wallets and ids. Loopback addresses, netmasks,
    versions of software and names in code are none. `html` has the same words with their links, and `url` is where
    they were published: both help to tell what is only mentioned. What only its `title` names stands before all others
    and has no place in the text. At most MOST are given. The time is linear in the length of the text, and nothing
    raises.
    """
    folded = fold(text)
    where = roles.setting(folded, html, url)
    found = _found(text, folded, where)
    return (*_titled(title, found, where), *found)[:MOST] if title else found


def _titled(title: str, found: Iterable[Indicator], where: roles.Setting) -> Iterator[Indicator]:
    known = {(one.type, one.value) for one in found}
    for one in _found(title, fold(title), replace(where, references=())):
        if (one.type, one.value) not in known:
            yield replace(one, start=0, end=0)


def _found(text: str, folded: Folded, where: roles.Setting) -> tuple[Indicator, ...]:
    everything = list(_everything(folded))
    first: dict[tuple[str, str], tuple[int, int]] = {}
    for sort, value, start, end in everything:
        if (sort, value) not in first or start < first[sort, value][0]:
            first[sort, value] = (start, end)
    in_order = sorted(first.items(), key=lambda item: (item[1][0], -item[1][1]))
    defanged, cued = _told(folded, where, everything)
    return tuple(
        _indicator(text, folded, key, span, roles.role(*key, where, defanged=key in defanged, cued=key in cued))
        for key, span in islice(in_order, MOST)
    )


def _told(folded: Folded, where: roles.Setting, found: Iterable[Found]) -> tuple[set[tuple[str, str]], ...]:
    """Which values are written in a defanged form anywhere, and of which the words around say what they are. The host
    of a link is as defanged as its scheme."""
    defanged: set[tuple[str, str]] = set()
    cued: set[tuple[str, str]] = set()
    looked: Counter[tuple[str, str]] = Counter()
    link = (0, 0)
    for sort, value, start, end in found:
        key = (sort, value)
        looked[key] += 1
        link = (start, end) if sort == "url" else link
        if sort not in roles.NETWORK or key in defanged or looked[key] > _PLACES:
            continue
        begun = link[0] if link[0] <= start and end <= link[1] else start
        if folded.replaced(begun, end) and not _lends_itself(folded.text, sort, value, start, end):
            defanged.add(key)
        elif key not in cued and roles.is_cued(folded, start, where):
            cued.add(key)
    return defanged, cued


def _lends_itself(text: str, sort: str, value: str, start: int, end: int) -> bool:
    """Whether a host is that of a defanged link or mail address only because anybody uses it."""
    inside = text[start - 1 : start] in ("/", "@") or text[end : end + 1] == "/"
    return sort == "domain" and inside and roles.lends_itself(value)


def _everything(folded: Folded) -> Iterator[Found]:
    """Each sort in turn; links hide their inside from the sorts after them, and mail addresses theirs."""
    schemed = list(_enough(links.with_scheme(folded)))
    rest = _without(folded, schemed)
    mails = list(_enough(links.mails(rest)))
    rest = _without(rest, mails)
    keys = list(_enough(files.keys(rest)))
    rest = _without(rest, keys)
    bare = list(_enough(links.bare(rest)))
    rest = _without(rest, [found for found in bare if found[0] == "url"])
    outside = (addresses.four(rest), addresses.six(rest), files.names(rest))
    ids = (marks.cves(folded), marks.attack(folded), marks.networks(folded), wallets.bech32(folded))
    long = (marks.hashes(folded), wallets.base58(folded), wallets.ethereum(folded), wallets.monero(folded))
    sorts = outside + ids + long if folded.has_long else outside + ids
    return chain(schemed, mails, keys, bare, *map(_enough, sorts))


def _enough(found: Iterator[Found]) -> Iterator[Found]:
    """Those up to the last that can be among the first MOST of the text, for a sort comes in the order of the text."""
    seen: set[tuple[str, str]] = set()
    for one in found:
        yield one
        seen.add(one[:2])
        if len(seen) >= MOST:
            return


def _without(folded: Folded, found: list[Found]) -> Folded:
    """The same text with blanks where those indicators stand; all places stay."""
    parts: list[str] = []
    done = 0
    for _, _, start, end in found:
        if start >= done:  # a link's host lies inside the link, which comes first
            parts += (folded.text[done:start], " " * (end - start))
            done = end
    return Folded("".join((*parts, folded.text[done:])), folded.starts, folded.origins)


def _indicator(text: str, folded: Folded, key: tuple[str, str], span: tuple[int, int], role: Role) -> Indicator:
    begin, stop = folded.origin(*span)
    return Indicator(*key, spelling=text[begin:stop], start=begin, end=stop, role=role)
