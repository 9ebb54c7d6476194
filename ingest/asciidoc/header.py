"""The header of an AsciiDoc document: title, author line, revision line and attributes."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from ingest.dates import read_date
from ingest.files.evidence import Fact

ATTRIBUTE = re.compile(r":(!?[A-Za-z0-9_][\w-]{0,60}!?):(?:[ \t]+(.{0,2000}))?")
# Conditions, of which what they enclose is kept, and the place of a table of contents.
DIRECTIVE = re.compile(r"(?:ifn?def|ifeval|endif|toc)::[^\s\[\]]{0,200}\[[^\n]{0,500}\]")
_TITLE = re.compile(r"[=#][ \t]+(\S.*)")
_AUTHOR = re.compile(r"([^\W\d_][^<>;:]{1,100}?)(?:[ \t]+<([^<>\s]{3,200})>)?")
_AUTHORS = re.compile(r"[^\W\d_][^:]{1,500}")
_REVISION = re.compile(r"(?:v?(?P<number>\d[\w.]{0,20})(?:,[ \t]*|:|$))?(?P<date>[^:]{0,60})(?::[ \t]*(?P<remark>.*))?")
_MARKS = re.compile(
    r"^(?:={2,6}[ \t]+\S|\|={3,}[ \t]*$|:[A-Za-z][\w-]{0,60}:|\[(?:source|options|cols|quote|NOTE|\[)|-{4}[ \t]*$"
    r"|\.[A-Z].*\n[|\[=-]|https?://\S+\[|.*\blink:\S+\[)",
    re.MULTILINE,
)
_COMMENT = re.compile(r"/{4,}")
_LOOKED_AT = 20_000  # characters


@dataclass(slots=True)
class Header:
    """What the first lines say, each fact with its line."""

    title: Fact[str] | None = None
    author: Fact[str] | None = None
    dated: Fact[datetime] | None = None
    attributes: dict[str, str] = field(default_factory=dict)  # names in lower case
    first: int = 0  # the line, counted from 0, that the text begins with


def looks_like_asciidoc(text: str) -> bool:
    """A title as AsciiDoc marks it, in the first line with words that is no attribute or comment, and another mark of
    AsciiDoc in the lines that follow."""
    lines = text[:_LOOKED_AT].split("\n")
    at = _behind_asides(Header(), lines, 0, blanks=True)
    titled = at < len(lines) and re.match(r"\s*=[ \t]+\S", lines[at])
    return bool(titled and _MARKS.search(text[:_LOOKED_AT]))


def read_header(lines: list[str]) -> Header:
    """The header that the lines begin with; a document need not have one."""
    header = Header()
    at = _behind_asides(header, lines, 0, blanks=True)
    found = _TITLE.fullmatch(lines[at].strip()) if at < len(lines) else None
    if found:
        header.title = Fact("title", found[1].strip(), f"line {at + 1}", lines[at])
        at = _below_title(header, lines, at + 1)
    header.first = at
    return header


def _below_title(header: Header, lines: list[str], at: int) -> int:
    """Author and revision line, comments and attributes, up to the first blank line."""
    told = 0
    while (at := _behind_asides(header, lines, at)) < len(lines) and lines[at].strip():
        line = lines[at].strip()
        if told == 0 and _AUTHORS.fullmatch(line) and all(_AUTHOR.fullmatch(one.strip()) for one in line.split(";")):
            names = [one.strip().partition("<")[0].strip() for one in line.split(";")]
            header.author = Fact("author", ", ".join(names), f"line {at + 1}", line)
            told = 1
        elif told <= 1 and (moment := _revised(line)):
            header.dated = Fact("published", moment, f"line {at + 1}", line)
            told = 2
        else:
            break
        at += 1
    return at


def _revised(line: str) -> datetime | None:
    found = _REVISION.fullmatch(line)
    return read_date(found["date"].strip()) if found else None


def _behind_asides(header: Header, lines: list[str], at: int, *, blanks: bool = False) -> int:
    """The first line from there on that is no comment, condition or attribute, nor blank where `blanks` are passed
    over; attributes are noted."""
    while at < len(lines):
        line = lines[at].strip()
        if _COMMENT.fullmatch(line):
            at = next((end for end in range(at + 1, len(lines)) if lines[end].strip() == line), at) + 1
            continue
        found = ATTRIBUTE.fullmatch(line)
        is_remark = line.startswith("//") and not line.startswith("///")
        if not (found or is_remark or DIRECTIVE.fullmatch(line) or (blanks and not line)):
            return at
        if found:
            header.attributes[found[1].strip("!").lower()] = "" if "!" in found[1] else (found[2] or "").strip()
        at += 1
    return at
