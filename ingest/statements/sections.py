"""Which rows of a statement page are the body, and which are lists, help, notices and frame."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.dates import read_date
from ingest.statements.labels import Labels
from ingest.statements.notices import begins_notice
from ingest.statements.rows import Page, Row, without_images

_ASSOCIATED = re.compile(r"(?:associated|related) (?:documents?|pages?|links?|reading)|see also", re.IGNORECASE)
_INDEX = re.compile(
    r"(?:(?:official )?statements?|press statements?) index|index of (?:all )?(?:official )?statements", re.IGNORECASE
)
_HELP = re.compile(r"(?:[\w-]+ ){0,3}help(?: ?desk| centre| center)?\??", re.IGNORECASE)
_CALL = re.compile(r"(?:are you )?(?:black|block)?(?:listed|blocked)\?|.{0,200}\b(?:go to|visit)$", re.IGNORECASE)
_CHROME = re.compile(
    r"bookmark and share|(?:share|print|tweet|e-?mail|bookmark)(?: this)?(?: page)?|(?:back to )?top|statement|home",
    re.IGNORECASE,
)
_MENU = re.compile(
    r"(?:legal|privacy|terms|contacts?|home|faqs?|news|about|sitemap|top|imprint|cookies)"
    r"(?: (?:notices?|policy|us|of (?:use|service)|blog))?",
    re.IGNORECASE,
)
_PROSE = 100  # characters: titles are shorter, paragraphs longer
_LONGEST_TITLE, _LONGEST_ENTRY = 200, 1000  # of an index, where titles are told from sentences and from data
_LONGEST_HELP = 300


@dataclass(slots=True)
class Sections:
    """The rows of a page, dealt out by what they are."""

    head: list[Row] = field(default_factory=list)  # before the labels: top bar and title
    body: list[Row] = field(default_factory=list)
    help: list[Row] = field(default_factory=list)
    associated: list[Row] = field(default_factory=list)
    index: list[Row] = field(default_factory=list)
    notices: list[list[Row]] = field(default_factory=list)  # each notice is one or more rows


def is_prose(text: str, words: int = 5) -> bool:
    """Running text, as against a title or a menu: long, or a sentence of at least so many words."""
    return len(text) > _PROSE or (text.endswith((".", "!", "?", ":", ";")) and len(text.split()) >= words)


def divide(page: Page, labels: Labels) -> Sections:
    """Deal out the rows. Headings such as "Associated Documents" own the list below them, wherever they stand; what
    nothing owns behind the labels is the body."""
    found = Sections(head=list(page.rows[: labels.first_row]))
    marks = _Marks(page, labels)
    at = _end_of_sidebar(page.rows, labels.end_row + 1)
    found.help = list(page.rows[labels.end_row + 1 : at])
    while at < len(page.rows):
        at = _deal(page, marks, found, at)
    found.body = without_frame(found.body)
    return found


class _Marks:
    """Where things stand on the whole page."""

    def __init__(self, page: Page, labels: Labels) -> None:
        rows = page.rows
        # The index stands below the text: where two rows read like its heading, the last one is.
        self.index = max((at for at, row in enumerate(rows) if _INDEX.fullmatch(_heading(row))), default=0)
        self.end_of_index = _end_of_index(page, self.index + 1) if self.index else 0
        self.notices = max(self._first_notice(rows), _last_prose(rows))
        self.gaps_everywhere = all(row.gap for row in rows[1 : labels.end_row + 1])

    def _first_notice(self, rows: Sequence[Row]) -> int:
        """Notices end the page: one with other words than the index or a menu below it belongs to the text."""
        first, below = len(rows), 0  # below: where the rows that are looked at end
        begun = [at for at, row in enumerate(rows) if begins_notice(row.text)]
        for at in reversed(begun):
            rest = range(_end_of_notice(rows, at), below)
            if any(not self.index <= row < self.end_of_index and not is_menu(rows[row].text) for row in rest):
                break
            first = below = at
        return first


def _deal(page: Page, marks: _Marks, found: Sections, at: int) -> int:
    """Give the row at `at`, and what belongs to it, to its section; returns the next row."""
    rows = page.rows
    heading = _heading(rows[at])
    if _ASSOCIATED.fullmatch(heading) and not found.associated:
        end = _end_of_list(page, at + 1, spaced=_spaced(page, at + 1, gaps_everywhere=marks.gaps_everywhere))
        found.associated = list(rows[at + 1 : end])
    elif _INDEX.fullmatch(heading) and at == marks.index:
        end = _end_of_index(page, at + 1)
        found.index = list(rows[at + 1 : end])
    elif not found.body and not found.help and (_HELP.fullmatch(heading) or _CALL.match(rows[at].text)):
        end = _end_of_help(page, at)
        found.help = list(rows[at:end])
    elif begins_notice(rows[at].text) and at >= marks.notices:
        end = _end_of_notice(rows, at)
        found.notices.append(list(rows[at:end]))
    else:
        end = at + 1
        if not found.notices:
            found.body.append(rows[at])
    return end


def _heading(row: Row) -> str:
    """The words of a row that may be a heading, also where the heading is a picture."""
    return row.text.strip(" :•#*").removeprefix("[image: ").removesuffix("]").strip(" :")


def _end_of_sidebar(rows: Sequence[Row], start: int) -> int:
    """Where the documents begin, if no more than a few words stand between them and the labels, and the text comes
    behind; else the start."""
    end = next((at for at, row in enumerate(rows) if at >= start and _ASSOCIATED.fullmatch(_heading(row))), start)
    said = sum(len(row.text) for row in rows[start:end])
    behind = rows[end + 1 : _last_prose(rows) + 1]
    return end if said <= _LONGEST_HELP and any(is_prose(row.text) for row in behind) else start


def _last_prose(rows: Sequence[Row]) -> int:
    """Position of the last running text that is no notice: a notice that stands before it belongs to the text."""
    last, in_notice = 0, False
    for at, row in enumerate(rows):
        in_notice = begins_notice(row.text) or (in_notice and not row.gap)
        if not in_notice and is_prose(row.text, words=3) and not row.text.lower().startswith("all rights"):
            last = at
    return last


def _spaced(page: Page, at: int, *, gaps_everywhere: bool) -> bool:
    """The list has a gap between its items: its own first two links in HTML; in text, the labels' way."""
    first, second = page.rows[at : at + 1], page.rows[at + 1 : at + 2]
    if not first or not second or not second[0].gap:
        return False
    return first[0].is_link and second[0].is_link if page.is_html else gaps_everywhere


def _end_of_list(page: Page, at: int, *, spaced: bool) -> int:
    """A list of documents ends at a gap, at running text, at the next heading; in HTML at what is no link."""
    rows, start = page.rows, at
    linked = page.is_html and at < len(rows) and rows[at].is_link
    while at < len(rows):
        row = rows[at]
        if (at > start and row.gap and not spaced) or _is_heading(row) or begins_notice(row.text):
            break
        if (linked and not row.is_link) or (not linked and _starts_text(rows, at)):
            break
        if at > start and not linked and _opens_text(rows, at):
            break
        at += 1
    return at


def _opens_text(rows: Sequence[Row], at: int) -> bool:
    """A line of words below a title in capitals and above a gap, such as "The same text is here as a PDF"."""
    words = rows[at].text.split()
    above_gap = at + 1 == len(rows) or rows[at + 1].gap
    return above_gap and len(words) >= 5 and _small(words) >= 2 and not _small(rows[at - 1].text.split())


def _small(words: Sequence[str]) -> int:
    """How many words of more than three letters do not begin with a capital, as they would in a title."""
    return sum(word[:1].islower() for word in words if len(word) > 3)


def _starts_text(rows: Sequence[Row], at: int) -> bool:
    """Running text, or its first line where lines are wrapped: then the next one goes on in lower case. A day stands
    above a text, never in a list. A question with another row right below it is the name of a document."""
    text = rows[at].text
    following = rows[at + 1] if at + 1 < len(rows) and not rows[at + 1].gap else None
    if following and following.text[:1].islower():
        return True
    asks = following is not None and text.endswith("?") and len(text) <= _PROSE
    return (is_prose(text) and not asks) or text.endswith((":", ",", ";", "-")) or read_date(text) is not None


def _end_of_index(page: Page, at: int) -> int:
    rows = page.rows
    while at < len(rows):
        row = rows[at]
        if _is_heading(row) or begins_notice(row.text) or is_menu(row.text) or not _is_entry(row, page):
            break
        at += 1
    return at


def _is_entry(row: Row, page: Page) -> bool:
    """A link, however long; else no running text. In text, where nothing tells links, a long title is no sentence."""
    if row.is_link or len(row.text) <= _PROSE:
        return len(row.text) <= _LONGEST_ENTRY
    is_title = len(row.text) <= _LONGEST_TITLE or not row.text.endswith((".", ":", ";"))
    return is_title and not page.is_html and len(row.text) <= _LONGEST_ENTRY


def _end_of_help(page: Page, at: int) -> int:
    """The help box ends where the documents begin, if no more than a few words stand between; else with its call-out
    link."""
    rows, said = page.rows, 0
    for end in range(at + 1, min(at + 9, len(rows))):
        if _ASSOCIATED.fullmatch(_heading(rows[end])):
            return end
        said += len(rows[end].text)
        if said > _LONGEST_HELP or _is_heading(rows[end]):
            break
    return _end_of_call(page, at)


def _end_of_call(page: Page, at: int) -> int:
    rows = page.rows
    known = {part for row in rows[:at] for part in without_images(row.text).split(" | ")}
    end = at + 1
    while end < len(rows) and len(rows[end].text) <= _PROSE and end < at + 9:
        fresh_block = rows[end].gap and end > at + 1
        called = _CALL.match(rows[end - 1].text) or rows[end].text in known or rows[end].is_link
        if (fresh_block and not called) or begins_notice(rows[end].text) or rows[end - 1].text in known:
            break
        end += 1
    return end


def _end_of_notice(rows: Sequence[Row], at: int) -> int:
    end = at + 1
    while end < len(rows) and not rows[end].gap and not begins_notice(rows[end].text) and not is_menu(rows[end].text):
        end += 1
    return end


def _is_heading(row: Row) -> bool:
    heading = _heading(row)
    return bool(_ASSOCIATED.fullmatch(heading) or _INDEX.fullmatch(heading))


def is_menu(text: str) -> bool:
    """A row of a navigation bar: short names with bars between, at least half of them such as bars are made of."""
    parts = [part.strip() for part in text[:_LONGEST_HELP].split("|")]
    known = sum(_MENU.fullmatch(part) is not None for part in parts)
    return 2 * known >= len(parts) and all(len(part.split()) <= 3 for part in parts)


def above_text(head: Sequence[Row]) -> list[Row]:
    """The rows before the first running text: bars and title. The rest is there on pages whose sidebar stands to the
    right, so that the labels follow the body."""
    first = next((at for at, row in enumerate(head) if is_prose(row.text) and not is_menu(row.text)), len(head))
    return list(head[:first])


def without_frame(body: list[Row]) -> list[Row]:
    """The body without share buttons and menus at its edges, and without the pictures that lead to it."""
    start, end = 0, len(body)
    while start < end and (not without_images(body[start].text) or _is_frame(body[start].text)):
        start += 1
    while end > start and _is_frame(body[end - 1].text):
        end -= 1
    return body[start:end]


def _is_frame(text: str) -> bool:
    words = without_images(text)
    return bool(words and (_CHROME.fullmatch(words) or is_menu(words)))
