"""From one item of a feed to the draft of a report."""

from collections.abc import Iterator
from urllib.parse import unquote

from ingest.credentials import without_credentials
from ingest.dates import instant
from ingest.feeds.partial import is_partial
from ingest.feeds.records import Entry, Feed, Text
from ingest.feeds.writing import body_of, first_words, line_of, words_of
from ingest.html import absolute, text
from ingest.language import language
from ingest.redirectors import behind_redirector
from ingest.rights import rights_from
from ingest.tags import tags_from
from ingest.text import one_line, shortened
from ingest.types import Capture, Draft, Evidence, Failure, Kind, Link

_LONGEST_KEY = 2_000  # characters of a guid or an address
_LONGEST_AUTHORS = 300
_MOST_ASSOCIATED = 100
_QUOTE = 200
_EMPTY = "it is empty: it has no text, link or id that could be read; ask its publisher to mend the feed"


def draft_from(entry: Entry, feed: Feed, capture: Capture) -> Draft | Failure:
    """The item as a draft; a Failure where it holds nothing at all.

    The longest of its texts is the body; a summary that differs from it is kept beside it.
    """
    base = _base(feed, capture)
    url, key = web_address(base, entry.link), _key(entry)
    longest, summary = _texts(entry)
    body = body_of(longest, web_address(base, entry.base) or base) if longest else ""
    plain = text(body)
    title = line_of(entry.title) or _opening(longest, summary) or _stand_in(entry, feed)
    name = key or url or f'"{title}", item {entry.position}'
    if entry == Entry(entry.position, base=entry.base, lang=entry.lang):
        return Failure(f"item {entry.position}", _EMPTY)
    notice = line_of(entry.rights or feed.rights)
    return Draft(
        item=name,
        kind=Kind.NEWS,
        title=title,
        body_html=body,
        body_text=plain,
        key=key,
        url=url,
        partial=url is not None and is_partial(entry, plain),
        tags=tags_from(entry.tags),
        lang=language(entry.lang or feed.lang),
        author=_names(entry.authors or feed.authors),
        published=instant(entry.published, capture.captured_at),
        updated=instant(entry.updated, capture.captured_at),
        summary=(words_of(summary).strip() or None) if summary else None,
        rights=rights_from(notice, web_address(base, entry.licence or feed.licence), url),
        associated=tuple(_associated(entry, base)),
        evidence=tuple(_evidence(entry)),
    )


def _stand_in(entry: Entry, feed: Feed) -> str:
    """A title for an item that has neither title nor text."""
    feed_title = line_of(feed.title)
    return shortened(entry.link or _key(entry) or "", 200) or f"Item {entry.position} of {feed_title or 'a feed'}"


def _base(feed: Feed, capture: Capture) -> str | None:
    """What relative links stand on: where the feed came from, else where it says it stands, else its page."""
    return next((base for base in (capture.url, feed.base, feed.home) if web_address(None, base)), None)


def web_address(base: str | None, href: str | None) -> str | None:
    """The page that a link means, behind the redirector of an alert or a network, without name and password before its
    host; None where it means none, as tag: and mailto: do not."""
    link = absolute(href or "", base)
    target = absolute(behind_redirector(link), None) or link if link else None
    if not target or not target[:5].lower().startswith("http") or len(target) > _LONGEST_KEY:
        return None
    return without_credentials(target)


def _key(entry: Entry) -> str | None:
    key = one_line(entry.id or "")
    return key if 0 < len(key) <= _LONGEST_KEY else None


def _texts(entry: Entry) -> tuple[Text | None, Text | None]:
    """The longest of all texts, and the summary beside it where that is another."""
    longest = max(entry.contents, key=lambda content: len(content.value), default=None)
    summary = entry.summary
    if longest is None or (summary and len(summary.value) > len(longest.value)):
        longest, summary = summary, longest
    is_other = longest and summary and summary.value != longest.value
    return longest, summary if is_other else None


def _opening(*texts: Text | None) -> str:
    """The first words of the first text that has any."""
    return next((line for written in texts if written and (line := first_words(words_of(written)))), "")


def _names(authors: tuple[str, ...]) -> str | None:
    names = filter(None, (one_line(author) for author in authors[:20]))
    return shortened(", ".join(dict.fromkeys(names)), _LONGEST_AUTHORS) or None


def _associated(entry: Entry, base: str | None) -> Iterator[Link]:
    for link in entry.associated[:_MOST_ASSOCIATED]:
        url = web_address(base, link.url)
        title = one_line(link.title) or _file_name(url or link.url or "")
        if title:
            yield Link(shortened(title, 200), url)


def _file_name(url: str) -> str:
    return one_line(unquote(url.partition("?")[0].rstrip("/").rpartition("/")[2])) or url


def _evidence(entry: Entry) -> Iterator[Evidence]:
    where = f"item {entry.position}"
    for field, quote in (
        ("title", entry.title and line_of(entry.title) and entry.title.value),
        ("published", entry.published),
        ("updated", entry.updated),
    ):
        if quote and (words := one_line(quote[: 2 * _QUOTE])):
            yield Evidence(field, where, words[:_QUOTE])
