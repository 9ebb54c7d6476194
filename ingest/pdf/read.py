"""A PDF from its bytes to a draft."""

import re
from itertools import groupby

from ingest.files.evidence import evidence, first
from ingest.files.maintext import without_title
from ingest.html import clean
from ingest.html import text as text_of
from ingest.pdf import facts
from ingest.pdf.columns import in_reading_order
from ingest.pdf.document import Document
from ingest.pdf.joining import setting
from ingest.pdf.markup import html_of
from ingest.pdf.process import Unreadable, read
from ingest.pdf.running import without_running
from ingest.tags import tags_from
from ingest.types import Capture, Draft, Failure, Kind, Reading

_PICTURES = (
    "the PDF holds only pictures of its {} page{}, no text; run it through text recognition (OCR) and import the result"
)
_UNREAD = "{} of its {} pages hold no text, only pictures or nothing"
_CUT = "only the first {:,} of its {:,} pages were read"


def read_pdf(capture: Capture) -> Reading:
    """One report from a PDF: its words in reading order, without what is repeated on every page.

    The title is the one in the properties where the first page says it as well, else the largest words there; dates
    are those that the first page states, else those of the file itself.
    """
    try:
        document = read(capture.body)
    except Unreadable as error:
        return Reading((Failure(capture.location, str(error)),))
    if not any(re.search(r"\w", line.text) for line in document.lines):
        pages = document.count
        return Reading((Failure(capture.location, _PICTURES.format(pages, "s" if pages != 1 else "")),))
    return Reading((_draft(capture, document),), notes=_notes(document))


def _draft(capture: Capture, document: Document) -> Draft:
    text, running = without_running(document)
    ordered = [line for _, page in groupby(text, key=lambda one: one.page) for line in in_reading_order(list(page))]
    title = facts.title(document, ordered, setting(ordered).size)
    body_html = clean(html_of(ordered, running), capture.url)
    body_html = without_title(body_html, title.value) if title else body_html
    stated = facts.dates(document, ordered, capture)
    published, updated = first(stated, "published"), first(stated, "updated")
    body_text = text_of(body_html)
    author, lang = facts.author(document), facts.lang(document, body_text)
    return Draft(
        item=capture.location,
        kind=Kind.REPORT,
        title=title.value if title else "",
        body_html=body_html,
        body_text=body_text,
        url=capture.url,
        tags=tags_from(re.split("[,;]", document.info.get("Keywords", ""))),
        lang=lang.value if lang else None,
        author=author.value if author else None,
        published=published.value if published else None,
        updated=updated.value if updated else None,
        evidence=evidence(title, published, updated, author, lang),
    )


def _notes(document: Document) -> tuple[str, ...]:
    said = {line.page for line in document.lines}
    read_pages = len(document.sizes)
    silent = read_pages - len(said)
    notes = [_UNREAD.format(silent, read_pages)] if silent and read_pages > 1 else []
    return tuple(notes + ([_CUT.format(read_pages, document.count)] if read_pages < document.count else []))
