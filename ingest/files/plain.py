"""Plain text: a title line, perhaps a date, and the body."""

import re
from datetime import datetime
from html import escape

from ingest.charset import decode
from ingest.files.blocks import blocks, is_line_across
from ingest.files.dating import in_name, labelled, leading, whole_line
from ingest.files.evidence import Fact, evidence, first
from ingest.files.naming import from_name
from ingest.html import clean
from ingest.html import text as text_of
from ingest.indicators import find
from ingest.signed import without_signature
from ingest.text import one_line, tidy
from ingest.types import Capture, Draft, Failure, Kind

_TOP = 5  # lines with words among which a date is looked for
_MOST_PARTS = 100_000  # lines and cells; a text of more is a list of data, and is shown as it stands
_SETTING = re.compile(r":!?[a-z][a-z0-9-]{0,40}!?:(?: .{0,500})?")  # a line of AsciiDoc that is not part of the text
_CALLED = re.compile(r"(?:\[[+*]\][ \t]*)?(?:exploit[ \t]|advisory[ \t])?title[ \t]*:[ \t]*(?=\S)", re.IGNORECASE)
_NOTICE = re.compile(r"[\s#;/*]*(?:copyright\b|\(c\)|©)", re.IGNORECASE)
_BLOCKED = re.compile(r"^\s*(?:0\.0\.0\.0|127\.0\.0\.1|::1?)\s+")  # as a file of hosts sends them nowhere
_LISTED = frozenset(("ipv4", "ipv6", "cidr", "domain", "url", "email", "md5", "sha1", "sha256", "sha512"))
_LONGEST_TITLE = 300  # characters; a longer first line is the beginning of the body

Numbered = tuple[int, str]


def read_plain(capture: Capture) -> Draft | Failure:
    """One report from a text: its first line is the title, without the date it may begin with; a list of indicators,
    and a text that begins with a notice of copyright, is called as the file is.

    Published is the date that a line of the first five is, that one of them labels, that the first line begins with,
    or that the name of the file carries, in this order; updated is only ever labelled. What was read as title or date
    line is not in the body.
    """
    text = without_signature(tidy(decode(capture.body, capture.charset)))
    written = enumerate(text.split("\n"), start=1)
    lines = [(number, line) for number, line in written if not _SETTING.fullmatch(line)]
    top = [(number, line) for number, line in lines if line.strip()][:_TOP]
    if not top:
        return Failure(capture.location, "the file holds no words; check that it was saved whole")
    title, title_line = _title(top, capture.location)
    dates, used = _dates(top, title_line, capture.location)
    used |= {number for number, line in top if title_line and number == title_line[0] + 1 and is_line_across(line)}
    body = "\n".join(line for number, line in lines if number not in used)
    body = body if body.strip() else "\n".join(line for _, line in top)  # nothing but a title: it is the body as well
    is_long = body.count("\n") + body.count("|") > _MOST_PARTS
    body_html = clean(f"<pre>{escape(body)}</pre>" if is_long else blocks(body), capture.url)
    published, updated = first(dates, "published"), first(dates, "updated")
    return Draft(
        item=capture.location,
        kind=Kind.REPORT,
        title=title.value,
        body_html=body_html,
        body_text=text_of(body_html),
        url=capture.url,
        published=published.value if published else None,
        updated=updated.value if updated else None,
        evidence=evidence(title, published, updated),
    )


def _title(top: list[Numbered], location: str) -> tuple[Fact[str], Numbered | None]:
    """From the first line that is more than a date, or the one below the link that stands there; None where the name
    of the file gives it, since the text begins with a list or with whose it is."""
    lines = [pair for pair in top if not whole_line(pair[1])] or top
    if _is_bare(lines[0][1]) and "://" in lines[0][1] and len(lines) > 1:
        lines = lines[1:]
    number, line = lines[0]
    if _NOTICE.match(line) or _is_bare(line):
        return from_name(location), None
    words = one_line(leading(_CALLED.sub("", _unmarked(line), count=1))[1]).strip("*= ") or one_line(line)
    return Fact("title", _cut(words), f"line {number}", line), (number, line)


def _is_bare(line: str) -> bool:
    """Whether a line is an address, a host or a hash and nothing more, as in a list of them."""
    written = _BLOCKED.sub("", line).strip()
    return any(one.spelling == written and one.type in _LISTED for one in find(written[:_LONGEST_TITLE]))


def _unmarked(line: str) -> str:
    """Without the marks of a heading: # and a blank before it (or = in AsciiDoc), and what stands behind."""
    marks, _, words = line.strip().partition(" ")
    return words.strip("#= ") if words and not marks.strip("#=") else line.strip()


def _cut(words: str) -> str:
    """At most _LONGEST_TITLE characters, ended at a word where there is one."""
    if len(words) <= _LONGEST_TITLE:
        return words
    start = words[:_LONGEST_TITLE]
    return f"{(start.rpartition(' ')[0] or start).rstrip(' ,.;:')} …"


def _dates(top: list[Numbered], title: Numbered | None, location: str) -> tuple[list[Fact[datetime]], set[int]]:
    """The dates in the order of trust, and the numbers of the lines that are title or date and nothing more."""
    used = {title[0]} if title and len(one_line(title[1])) <= _LONGEST_TITLE else set()
    facts: list[Fact[datetime]] = []
    for number, line in top:
        moment = whole_line(line)
        if moment and (number, line) != title:
            facts.append(Fact("published", moment, f"line {number}", line))
            used.add(number)
            break
    facts += labelled(pair for pair in top if pair != title)
    moment = leading(_unmarked(title[1]))[0] if title else None
    if title and moment:
        facts.append(Fact("published", moment, f"line {title[0]}", title[1]))
    named = in_name(location)
    return [*facts, named] if named else facts, used
