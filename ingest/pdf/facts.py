"""What a PDF says of itself: in its properties, and by what stands on its first page."""

import re
from collections.abc import Sequence
from datetime import datetime

from ingest.dates import instant
from ingest.files.dating import in_name, labelled, whole_line
from ingest.files.evidence import Fact
from ingest.files.stated import stated_title
from ingest.files.titles import choose
from ingest.language import language
from ingest.pdf.document import Document, Line
from ingest.pdf.joining import joined
from ingest.types import Capture

_LARGER = 1.15  # times the usual height of letters, which a title has at least
_SAME = 0.06  # by which the height of its letters may differ
_UPPER = 0.75  # of the page, in which a title begins
_MOST_LINES = 5  # of a title
_MOST_LOOKED_AT = 2_000  # lines of the first page, and of those that follow
_MOST_HEADINGS = 40  # lines of the first page that a stated title is compared with
_LONGEST = 300  # characters
_NEAR = 2  # pages after the first on which a date that is labelled counts
_LABEL = re.compile(
    r"((?:(?:original|first|last|initial|release|report|publication|published|issued|revision|revised|updated?)\s)*"
    r"(?:date(?:\sof\s(?:report|release|publication|issue|revision))?|published|released|updated|revised))(?::?\s+)(?=\S*\d|[A-Z][a-z]{2})",
    re.IGNORECASE,
)
_TOP = 12  # lines that a date among others may stand in
_WRITTEN = re.compile(r"D?:?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:(Z)|([+-]\d\d)'?(\d\d)?)?")
_ENGLISH = frozenset(("the", "of", "and", "to", "is", "that", "was", "for", "with", "by"))
_ENGLISH_SHARE = 0.1  # of all words; no other language has them half as often
_LETTER = re.compile(r"[^\W\d_]")


def title(document: Document, lines: Sequence[Line], usual: float) -> Fact[str] | None:
    """The stated title where the first page says it too, else the largest words there, else the stated or first."""
    written = stated_title(document.info.get("Title"))
    stated = Fact("title", written, "properties, Title", written) if written else None
    page = [line for line in lines if line.page == 0][:_MOST_LOOKED_AT]
    shown = _shown(page, document.sizes[0][1] if document.sizes else 0.0, usual)
    if stated and shown:
        agreed = choose([stated], "", _texts(page)[:_MOST_HEADINGS], set())
        return agreed if agreed and _key(agreed.value) in _key(" ".join(_texts(page))) else shown
    begins = next((line.text for line in lines if _LETTER.search(line.text)), "")
    return stated or shown or (Fact("title", begins[:_LONGEST], "first line", begins) if begins else None)


def _shown(page: Sequence[Line], height: float, usual: float) -> Fact[str] | None:
    """The lines of the largest letters in the upper part of a page, one below another."""
    upper = [at for at, line in enumerate(page) if line.top < _UPPER * height and len(_LETTER.findall(line.text)) >= 3]
    largest = max((page[at].size for at in upper), default=0.0)
    if largest < _LARGER * usual:
        return None
    at = next(at for at in upper if page[at].size >= (1 - _SAME) * largest)
    words = page[at].text
    for before, line in zip(page[at : at + _MOST_LINES - 1], page[at + 1 : at + _MOST_LINES], strict=False):
        if abs(line.size - largest) > _SAME * largest or not 0 < line.top - before.top < 2.2 * largest:
            break
        words = joined(words, line.text)
    return Fact("title", words[:_LONGEST], "largest words of the first page", words)


def dates(document: Document, lines: Sequence[Line], capture: Capture) -> list[Fact[datetime]]:
    """In the order of trust: labelled on the first page, a line of its own there, in the file's name, the properties.

    The day on which the file was written is the last resort; a day of change counts where it is another one.
    """
    begin = [line for line in lines if line.page == 0][:_MOST_LOOKED_AT]
    follow = [line for line in lines if 0 < line.page <= _NEAR][:_MOST_LOOKED_AT]
    page = [_with_colon(part.strip()) for line in begin for part in line.text.split("|")]
    near = [_with_colon(line.text) for line in follow]
    named = in_name(capture.location)
    made = [_property(document, field, name, capture.captured_at) for field, name in _PROPERTIES]
    created, changed = made
    if created and changed and created.value.date() == changed.value.date():
        changed = None
    on_page = [*_placed("first page", [*labelled(enumerate(page, start=1)), *_alone(page)])]
    written = [*on_page, *_placed("pages that follow", labelled(enumerate(near, start=1)))]
    sane = [fact for fact in written if fact.value <= capture.captured_at]
    return [*sane, *(fact for fact in (named, created, changed) if fact)]


def _placed(place: str, facts: list[Fact[datetime]]) -> list[Fact[datetime]]:
    return [Fact(fact.field, fact.value, f"{place}, {fact.where}", fact.quote) for fact in facts]


def _with_colon(line: str) -> str:
    """A label and its date as cells of a row have them, with the colon that parts them elsewhere."""
    found = _LABEL.match(line)
    return f"{found[1]}: {line[found.end() :]}" if found else line


_PROPERTIES = (("published", "CreationDate"), ("updated", "ModDate"))


def _alone(page: Sequence[str]) -> list[Fact[datetime]]:
    """A line that is a date: the only one of the page, or one of the first lines; a list of dates tells nothing."""
    found = [(at, line, moment) for at, line in enumerate(page, start=1) if (moment := whole_line(line))]
    kept = found if len({moment for _, _, moment in found}) == 1 else [one for one in found if one[0] <= _TOP]
    return [Fact("published", moment, f"line {at}", line) for at, line, moment in kept[:1]]


def _property(document: Document, field: str, name: str, now: datetime) -> Fact[datetime] | None:
    written = document.info.get(name, "")
    found = _WRITTEN.match(written)
    if not found:
        return None
    year, month, day, hour, minute, second, _, hours, minutes = found.groups()
    zone = f"{hours}:{minutes or '00'}" if hours else "Z"
    iso = f"{year}-{month or '01'}-{day or '01'}T{hour or '00'}:{minute or '00'}:{second or '00'}{zone}"
    moment = instant(iso, now)
    return Fact(field, moment, f"properties, {name}", written) if moment else None


def author(document: Document) -> Fact[str] | None:
    name = document.info.get("Author", "")
    return Fact("author", name[:500], "properties, Author", name) if len(_LETTER.findall(name)) >= 2 else None


def lang(document: Document, text: str) -> Fact[str] | None:
    """What the document says; programs write the language of their own menus, so that English is believed to be it."""
    code = language(document.lang)
    words = text[:20_000].lower().split()
    if code and not code.startswith("en") and _ENGLISH_SHARE * len(words) < sum(word in _ENGLISH for word in words):
        return None
    return Fact("lang", code, "the document's catalogue", document.lang) if code else None


def _texts(lines: Sequence[Line]) -> list[str]:
    return [line.text for line in lines]


def _key(words: str) -> str:
    return re.sub(r"[\W_]+", " ", words).strip().casefold()
