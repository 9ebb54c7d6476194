"""The one door into reading: bytes go in, drafts and failures come out."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from ingest.archives import read_gzip, read_tar, read_zip
from ingest.asciidoc import read_asciidoc
from ingest.dates import dates_in
from ingest.exchange import read_exchange
from ingest.feeds import looks_like_feed, read_feed
from ingest.files import read_markdown, read_page, read_plain
from ingest.files.word import read_word
from ingest.indicators import find
from ingest.mail import read_mail
from ingest.pdf import read_pdf
from ingest.sniff import Format, Unread, sniff, sniff_bytes
from ingest.statements import looks_like_statement, read_statement
from ingest.types import Capture, Draft, Failure, Reading
from ingest.warc import looks_like_warc, read_warc

LONGEST = 10_000_000  # bytes of one text or feed; the largest real ones are a tenth of it
AS_NAMED: Mapping[str, str] = MappingProxyType({})  # columns of a table say themselves which field they fill
_WHOLE: dict[Format, Callable[[Capture], Reading]] = {
    Format.GZIP: read_gzip,
    Format.TAR: read_tar,
    Format.ZIP: read_zip,
    Format.MAIL: read_mail,
    Format.PDF: read_pdf,
}
_DOCUMENTS: dict[Format, Callable[[Capture], Draft | Failure]] = {
    Format.WORD: read_word,
    Format.MARKDOWN: read_markdown,
    Format.ASCIIDOC: read_asciidoc,
    Format.PLAIN: read_plain,
}


def read(capture: Capture, columns: Mapping[str, str] = AS_NAMED) -> Reading:
    """Everything a capture holds: a statement, a feed, a bundle, a document, a mail or an archive, told by content.

    Never raises: what is no document that we read is one Failure that says what it is and what to do. Each draft
    carries its indicators and the days its text speaks of. Files within the capture come as attachments, unread.
    `columns` says which column of a table of reports fills a field, such as {"title": "headline"}.
    """
    if looks_like_warc(capture.body):
        return read_warc(capture)
    try:
        reading = _read(capture, columns)
        return replace(reading, items=tuple(_completed(item) for item in reading.items))
    except Unread as unread:
        return _failed(capture, str(unread))
    except Exception as error:  # a parser that stumbles over hostile bytes must not stop an import
        why = f"reading it failed with {type(error).__name__} ({error}); please report this, with the file"
        return _failed(capture, why[:500])


def _read(capture: Capture, columns: Mapping[str, str]) -> Reading:
    form = sniff_bytes(capture)
    return _read_as(form, capture) if form else _read_text(capture, columns)


def _read_text(capture: Capture, columns: Mapping[str, str]) -> Reading:
    if len(capture.body) > LONGEST:
        raise Unread(f"the document is larger than {LONGEST:,} bytes; split it, or import only a part")
    if looks_like_statement(capture):
        return Reading((read_statement(capture),))
    if looks_like_feed(capture):
        return read_feed(capture)
    if (exchanged := read_exchange(capture, columns)) is not None:
        return exchanged
    return _read_as(sniff(capture), capture)


def _read_as(form: Format, capture: Capture) -> Reading:
    if form in _WHOLE:
        return _WHOLE[form](capture)
    if form in _DOCUMENTS:
        return Reading((_DOCUMENTS[form](capture),))
    item, site = read_page(capture)
    return Reading((item,), title=site)


def _completed(item: Draft | Failure) -> Draft | Failure:
    if isinstance(item, Failure):
        return item
    days = item.event_dates or dates_in(item.body_text)
    found = item.indicators if item.is_searched else find(item.body_text, item.body_html, item.url, item.title)
    return replace(item, indicators=found, is_searched=True, event_dates=days)


def _failed(capture: Capture, why: str) -> Reading:
    return Reading((Failure(capture.location, why),))
