"""The whole search for indicators: fold the text, look for each sort, keep the first place of each value."""

from collections.abc import Iterator
from itertools import chain, islice

from ingest.indicators import addresses, links, marks
from ingest.indicators.folded import Folded, Found, fold
from ingest.types import Indicator

MOST = 20_000  # a text names no more than that to a person; beyond it a hostile one only fills the archive


def find(text: str) -> tuple[Indicator, ...]:
    """The indicators of a plain text in the order of the text, each (type, value) once, at its first place.

    Links (also without a scheme), mail addresses, hosts, IPv4 and IPv6 addresses and ranges, MD5, SHA-1, SHA-256 and
    SHA-512, CVE and ATT&CK ids, AS numbers; in plain or defanged notation. text[start:end] is the spelling. The host
    of a link or mail address is an indicator besides it; what else stands inside a link is not, except hashes and
    ids. Loopback addresses, netmasks, versions of software, file names and names in code are none. At most MOST are
    given. The time is linear in the length of the text, and nothing raises.
    """
    folded = fold(text)
    first: dict[tuple[str, str], tuple[int, int]] = {}
    for sort, value, start, end in _everything(folded):
        if (sort, value) not in first or start < first[sort, value][0]:
            first[sort, value] = (start, end)
    in_order = sorted(first.items(), key=lambda item: (item[1][0], -item[1][1]))
    return tuple(_indicator(text, folded, *key, *span) for key, span in islice(in_order, MOST))


def _everything(folded: Folded) -> Iterator[Found]:
    """Each sort in turn; links hide their inside from the sorts after them, and mail addresses theirs."""
    schemed = list(_enough(links.with_scheme(folded)))
    rest = _without(folded, schemed)
    mails = list(_enough(links.mails(rest)))
    rest = _without(rest, mails)
    bare = list(_enough(links.bare(rest)))
    rest = _without(rest, [found for found in bare if found[0] == "url"])
    outside = (addresses.four(rest), addresses.six(rest))
    anywhere = (marks.hashes(folded), marks.cves(folded), marks.attack(folded), marks.networks(folded))
    return chain(schemed, mails, bare, *map(_enough, outside + anywhere))


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


def _indicator(text: str, folded: Folded, sort: str, value: str, start: int, end: int) -> Indicator:
    begin, stop = folded.origin(start, end)
    return Indicator(type=sort, value=value, spelling=text[begin:stop], start=begin, end=stop)
