"""HTML as a flat run of texts and tags, read in linear time whatever it holds.

Python's html.parser needs minutes for a page of unclosed comments, and a tree of 100,000 nested elements breaks
whatever walks it by recursion. A flat run has neither trouble; nh3 has the last word on what leaves `ingest.html`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.text import unescape

_VOID = "area base br col embed hr img input link meta param source track wbr"
_RAW = "script style title textarea xmp iframe noembed noframes"
VOID, RAW = frozenset(_VOID.split()), frozenset(_RAW.split())

_BEGINS = re.compile(r"<(?=[a-zA-Z/!?])")  # every other < is a sign of the text
_TAG_NAME = re.compile(r"[a-zA-Z][^\s/>\x00]{0,63}")
_ATTRIBUTE = re.compile(r"""[\s/]*([^\s/>=][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*))?)?""")
_MOST_ATTRIBUTES = 100


@dataclass(slots=True)
class Text:
    text: str  # entities resolved


@dataclass(slots=True)
class Open:
    name: str  # lower case
    attributes: dict[str, str] = field(default_factory=dict)  # names in lower case; of equal names the first counts


@dataclass(slots=True)
class Close:
    name: str  # lower case


Token = Text | Open | Close


def tokens(html: str) -> Iterator[Token]:
    """The tags and texts of a page or fragment in their order. Comments, declarations and processing instructions are
    left out; of the raw text elements (script, style, title ...) only the tags are told, not the text. Never raises."""
    pos, size = 0, len(html)
    while pos < size:
        begins = _BEGINS.search(html, pos)
        start = begins.start() if begins else size
        if start > pos:
            yield Text(unescape(html[pos:start]))
        if start == size:
            return
        token, pos = _markup(html, start)
        if token is not None:
            yield token
        if isinstance(token, Open) and token.name in RAW:
            pos = _end_of_raw(html, pos, token.name)


def attributes(html: str, pos: int) -> tuple[dict[str, str], int]:
    """The attributes of the tag whose name ends at pos, and where the tag ends."""
    found: dict[str, str] = {}
    while match := _ATTRIBUTE.match(html, pos):
        pos = match.end()
        name = match[1].lower()
        if len(found) < _MOST_ATTRIBUTES and name not in found:
            found[name] = unescape(match[2] or match[3] or match[4] or "")
    end = html.find(">", pos)
    return found, len(html) if end < 0 else end + 1


def _markup(html: str, start: int) -> tuple[Token | None, int]:
    """What stands at a "<", and where it ends."""
    if match := _TAG_NAME.match(html, start + 1):
        found, end = attributes(html, match.end())
        return Open(match[0].lower(), found), end
    if html.startswith("</", start) and (match := _TAG_NAME.match(html, start + 2)):
        return Close(match[0].lower()), _after(html, ">", match.end())
    if html.startswith("<!--", start):
        return None, _after(html, "-->", start + 2)
    if html.startswith("<![CDATA[", start):
        end = _after(html, "]]>", start)
        return Text(html[start + 9 : end].removesuffix("]]>")), end
    return None, _after(html, ">", start)


def _after(html: str, mark: str, pos: int) -> int:
    end = html.find(mark, pos)
    return len(html) if end < 0 else end + len(mark)


def _end_of_raw(html: str, pos: int, name: str) -> int:
    match = re.compile(f"</{name}(?=[\\s/>])", re.IGNORECASE).search(html, pos)
    return match.start() if match else len(html)
