"""The one door into reading: bytes go in, drafts and failures come out."""

from dataclasses import replace

from ingest.dates import dates_in
from ingest.feeds import looks_like_feed, read_feed
from ingest.files import read_markdown, read_page, read_plain
from ingest.indicators import find
from ingest.sniff import Sort, Unread, refuse_binary, sniff
from ingest.statements import looks_like_statement, read_statement
from ingest.types import Capture, Draft, Failure, Reading

LONGEST = 10_000_000  # bytes of one document or feed; the largest real ones are a tenth of it


def read(capture: Capture) -> Reading:
    """Everything a capture holds: a statement, a feed, a page, Markdown or plain text, told apart by content first.

    Pure, and never raises: what is no document that we read is one Failure that says what it is and what to do. Each
    draft carries its indicators and the days its text speaks of.
    """
    if len(capture.body) > LONGEST:
        return _failed(capture, f"the document is larger than {LONGEST:,} bytes; split it, or import only a part")
    try:
        reading = _read(capture)
        return replace(reading, items=tuple(_completed(item) for item in reading.items))
    except Unread as unread:
        return _failed(capture, str(unread))
    except Exception as error:  # a parser that stumbles over hostile bytes must not stop an import
        why = f"reading it failed with {type(error).__name__} ({error}); please report this, with the file"
        return _failed(capture, why[:500])


def _read(capture: Capture) -> Reading:
    refuse_binary(capture.body)
    if looks_like_statement(capture):
        return Reading((read_statement(capture),))
    if looks_like_feed(capture):
        return read_feed(capture)
    sort = sniff(capture)
    if sort is Sort.PAGE:
        item, site = read_page(capture)
        return Reading((item,), title=site, home=None)
    return Reading((read_markdown(capture) if sort is Sort.MARKDOWN else read_plain(capture),))


def _completed(item: Draft | Failure) -> Draft | Failure:
    if isinstance(item, Failure):
        return item
    days = item.event_dates or dates_in(item.body_text)
    return replace(item, indicators=item.indicators or find(item.body_text, item.body_html, item.url), event_dates=days)


def _failed(capture: Capture, why: str) -> Reading:
    return Reading((Failure(capture.location, why),))
