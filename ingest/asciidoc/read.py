"""An AsciiDoc document from its bytes to a draft."""

from datetime import datetime

from ingest.asciidoc.blocks import blocks_html
from ingest.asciidoc.header import Header, read_header
from ingest.asciidoc.inline import inline
from ingest.charset import decode
from ingest.dates import read_date
from ingest.files.dating import in_name, labelled
from ingest.files.evidence import Fact, evidence, first
from ingest.html import clean
from ingest.html import text as text_of
from ingest.language import language
from ingest.tags import tags_from
from ingest.text import one_line, tidy
from ingest.types import Capture, Draft, Failure, Kind

_TOP = 40  # lines among which a labelled date is looked for
_LONGEST = 2_000_000  # characters
_MOST_ELEMENTS = 100_000  # each costs some 50 microseconds, as on a page
_TOO_MUCH = "it is longer, or has more marks, than a report in AsciiDoc has; save it as .txt instead"
_LONGEST_TITLE = 300  # characters


def read_asciidoc(capture: Capture) -> Draft | Failure:
    """One report from AsciiDoc: title, author, revision date and attributes from its header, then the text.

    Sections, lists, tables, listings, quotes, links and marks within lines are shown as what they are; what it would
    include from other files is named. Dates may also be labelled near the top, or stand in the name of the file.
    """
    text = tidy(decode(capture.body, capture.charset))
    lines = text.split("\n")
    header = read_header(lines)
    html = blocks_html(lines[header.first :], header.attributes) if len(text) <= _LONGEST else ""
    if len(text) > _LONGEST or html.count("<") > _MOST_ELEMENTS:
        return Failure(capture.location, _TOO_MUCH)
    body_html = clean(html, capture.url)
    body_text = text_of(body_html)
    title = _title(header, body_text, capture.location)
    if not (body_text or header.title):
        return Failure(capture.location, "the file holds no words; check that it was saved whole")
    dates = _dates(header, lines, capture.location)
    published, updated = first(dates, "published"), first(dates, "updated")
    author, lang, summary = _author(header), _lang(header), _said(header, "summary", "description")
    return Draft(
        item=capture.location,
        kind=Kind.REPORT,
        title=title.value,
        body_html=body_html,
        body_text=body_text or title.value,
        url=capture.url,
        tags=tags_from(header.attributes.get("keywords", "").split(",")),
        lang=lang.value if lang else None,
        author=author.value if author else None,
        published=published.value if published else None,
        updated=updated.value if updated else None,
        summary=summary.value if summary else None,
        evidence=evidence(title, published, updated, author, lang, summary),
    )


def _title(header: Header, body_text: str, location: str) -> Fact[str]:
    """The document's title without its marks, else its first line, else the name of the file."""
    if header.title:
        words = _plain(header.title.value, header)
        return Fact("title", words[:_LONGEST_TITLE], header.title.where, header.title.quote)
    line = body_text.partition("\n")[0].strip()
    return Fact("title", line[:_LONGEST_TITLE] or location, "first line", line or location)


def _dates(header: Header, lines: list[str], location: str) -> list[Fact[datetime]]:
    written = header.attributes.get("revdate") or header.attributes.get("date") or ""
    moment = read_date(written)
    stated = Fact("published", moment, "attribute revdate", written) if moment else None
    top = labelled(enumerate(lines[:_TOP], start=1))
    return [fact for fact in (header.dated, stated, *top, in_name(location)) if fact]


def _author(header: Header) -> Fact[str] | None:
    return header.author or _said(header, "author", "author") or _said(header, "author", "authors")


def _lang(header: Header) -> Fact[str] | None:
    written = header.attributes.get("lang", "")
    code = language(written)
    return Fact("lang", code, "attribute lang", written) if code else None


def _said(header: Header, field: str, name: str) -> Fact[str] | None:
    value = header.attributes.get(name)
    return Fact(field, _plain(value, header), f"attribute {name}", value) if value else None


def _plain(written: str, header: Header) -> str:
    """Words of the header without their marks."""
    return one_line(text_of(inline(written, header.attributes)))
