"""JSON Feed 1.0 and 1.1 (jsonfeed.org), tolerant of everything but a broken document."""

import json
from collections.abc import Iterator
from typing import TypeAlias

from ingest.feeds.records import MAX_COUNTED, MAX_ITEMS, Entry, Feed, Text
from ingest.types import Failure, Link

_Object: TypeAlias = dict[str, object]


def parse_json_feed(text: str) -> Feed:
    """Read a feed that stands as text; a value of the wrong type counts as absent, an item of the wrong type fails."""
    try:
        feed = json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        return Feed(known=False, flaw=f"line {error.lineno}: {error.msg}")
    except (ValueError, RecursionError) as error:
        return Feed(known=False, flaw=f"its JSON cannot be read ({str(error)[:100]})")
    if not isinstance(feed, dict):
        return Feed(known=False, flaw="it is JSON, but not an object")
    items = feed.get("items")
    return Feed(
        entries=tuple(_entries(items)) if isinstance(items, list) else (),
        known=isinstance(items, list),
        title=_plain(feed, "title"),
        home=_string(feed, "home_page_url"),
        base=_string(feed, "feed_url"),
        authors=_authors(feed),
        lang=_string(feed, "language"),
        flaw=None if isinstance(items, list) else 'it has no list of "items"',
    )


def _entries(items: list[object]) -> Iterator[Entry | Failure]:
    for position, item in enumerate(items, start=1):
        if position > MAX_COUNTED:
            yield Failure(f"item {position} and after", f"the feed holds {len(items):,} items; split it")
            return
        if position > MAX_ITEMS:
            yield Failure(f"item {position}", f"the feed holds {len(items):,} items, of which {MAX_ITEMS:,} are read")
        elif isinstance(item, dict):
            yield _entry(item, position)
        else:
            yield Failure(f"item {position}", "it is not a JSON object; ask its publisher to mend it")


def _entry(item: _Object, position: int) -> Entry:
    html, plain = _string(item, "content_html"), _string(item, "content_text")
    content = Text(html, is_html=True) if html else Text(plain, is_html=False) if plain else None
    external = _string(item, "external_url")
    related = [Link("", external)] if external and _string(item, "url") else []
    return Entry(
        position=position,
        id=_identifier(item.get("id")),
        title=_plain(item, "title"),
        link=_string(item, "url") or external,
        contents=(content,) if content else (),
        summary=_plain(item, "summary"),
        published=_string(item, "date_published"),
        updated=_string(item, "date_modified"),
        tags=tuple(tag for tag in _list(item, "tags") if isinstance(tag, str)),
        authors=_authors(item),
        lang=_string(item, "language"),
        associated=(*related, *_attachments(item)),
    )


def _string(holder: _Object, name: str) -> str | None:
    value = holder.get(name)
    return value.strip() or None if isinstance(value, str) else None


def _plain(holder: _Object, name: str) -> Text | None:
    value = _string(holder, name)
    return Text(value, is_html=False) if value else None


def _list(holder: _Object, name: str) -> list[object]:
    value = holder.get(name)
    return value if isinstance(value, list) else []


def _identifier(value: object) -> str | None:
    """The specification asks for a string and has readers coerce a number."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).strip() or None


def _authors(holder: _Object) -> tuple[str, ...]:
    people = [*_list(holder, "authors"), holder.get("author")]  # the single author is of version 1.0
    names = (_string(person, "name") or _string(person, "url") for person in people if isinstance(person, dict))
    return tuple(dict.fromkeys(name.removeprefix("mailto:") for name in names if name))


def _attachments(item: _Object) -> Iterator[Link]:
    for attachment in _list(item, "attachments"):
        if isinstance(attachment, dict) and (url := _string(attachment, "url")):
            yield Link(_string(attachment, "title") or "", url)
