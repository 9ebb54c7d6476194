"""From feedparser's dictionaries to records, with each field read from one place."""

from base64 import b64decode
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from ingest.feeds.records import Entry, Feed, Text
from ingest.types import Failure, Link

_Dict: TypeAlias = dict[str, Any]  # feedparser's own; read by dict.get, because its get() mixes up the dates

_HTML = ("text/html", "application/xhtml+xml")
_ANY = "application/octet-stream"  # which a text is too
_ASSOCIATED = ("enclosure", "related")
_PERIODS = {"hourly": 3_600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}


def entry_from(item: _Dict, position: int, base: str, lang: str | None) -> Entry:
    """One item of feedparser's; `base` (its xml:base) and `lang` are what it inherits."""
    get = dict.get
    source: _Dict = get(item, "source") or {}
    contents = [text for detail in get(item, "content") or [] if (text := _text(detail))]
    return Entry(
        position=position,
        id=_string(get(item, "id")),
        title=_detailed(item, "title", is_html=False),
        link=_string(get(item, "link")) or _first(item, "alternate"),
        base=base or None,
        contents=tuple(contents),
        summary=_detailed(item, "summary", is_html=True),
        published=_string(get(item, "published")) or _string(get(item, "dc_date")) or _string(get(item, "created")),
        updated=_string(get(item, "updated")),
        tags=tuple(_tags(item)),
        authors=_authors(item) or _authors(source),
        lang=_string(get(item, "language")) or _language_of(item) or lang,
        rights=_detailed(item, "rights", is_html=False) or _detailed(source, "rights", is_html=False),
        licence=_first(item, "license") or _first(source, "license"),
        associated=tuple(_associated(item)),
    )


def feed_from(channel: _Dict, version: str, entries: tuple[Entry | Failure, ...], flaw: str | None) -> Feed:
    """The channel of feedparser's with its items; `version` is empty where it recognised no format."""
    get = dict.get
    return Feed(
        entries=entries,
        known=bool(version or entries or get(channel, "title")),
        title=_detailed(channel, "title", is_html=False),
        home=_string(get(channel, "link")) or _first(channel, "alternate"),
        base=_first(channel, "self"),
        authors=_authors(channel) if version.startswith("atom") else (),
        lang=_string(get(channel, "language")),
        rights=_detailed(channel, "rights", is_html=False),
        licence=_first(channel, "license"),
        ttl=_ttl(channel),
        flaw=flaw,
    )


def _ttl(channel: _Dict) -> int | None:
    """Seconds, from `ttl` (RSS 2.0, in minutes) or from the module Syndication (a period, and how often in it)."""
    minutes = _number(dict.get(channel, "ttl"))
    if minutes:
        return minutes * 60
    period = _PERIODS.get((_string(dict.get(channel, "sy_updateperiod")) or "").lower())
    return period // (_number(dict.get(channel, "sy_updatefrequency")) or 1) if period else None


def _number(value: object) -> int | None:
    written = _string(value) or ""
    return int(written) if written.isdecimal() and written.isascii() and len(written) < 7 else None


def _string(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _detailed(item: _Dict, name: str, *, is_html: bool) -> Text | None:
    """A text with what feedparser found out about its type; where it says nothing, `is_html` holds."""
    value = _string(dict.get(item, name))
    if value is None:
        return None
    detail = dict.get(item, f"{name}_detail")
    if isinstance(detail, dict) and dict.get(detail, "value") == dict.get(item, name):
        return _text(detail)
    return Text(value, is_html)


def _text(detail: _Dict) -> Text | None:
    value, media_type = _string(dict.get(detail, "value")), dict.get(detail, "type") or "text/html"
    if value is None or not (_is_text(media_type) or (media_type == _ANY and not _is_encoded(value))):
        return None
    return Text(value, media_type != "text/plain", _string(dict.get(detail, "base")))


def _is_text(media_type: str) -> bool:
    return media_type in _HTML or media_type.startswith("text/") or media_type.endswith("xml")


def _is_encoded(value: str) -> bool:
    """Whether it is base64 of what is no text, as feedparser leaves it."""
    try:
        b64decode("".join(value.split()), validate=True).decode()
    except UnicodeDecodeError:
        return True
    except ValueError:  # no base64
        return False
    return False


def _language_of(item: _Dict) -> str | None:
    details = [*(dict.get(item, "content") or []), dict.get(item, "summary_detail"), dict.get(item, "title_detail")]
    return next((lang for detail in details if detail and (lang := _string(dict.get(detail, "language")))), None)


def _links(item: _Dict) -> Iterable[_Dict]:
    return dict.get(item, "links") or []


def _first(item: _Dict, relation: str) -> str | None:
    hrefs = (_string(dict.get(link, "href")) for link in _links(item) if dict.get(link, "rel") == relation)
    return next((href for href in hrefs if href), None)


def _associated(item: _Dict) -> Iterator[Link]:
    for link in _links(item):
        if dict.get(link, "rel") in _ASSOCIATED and (href := _string(dict.get(link, "href"))):
            yield Link(_string(dict.get(link, "title")) or "", href)


def _tags(item: _Dict) -> Iterator[str]:
    for tag in dict.get(item, "tags") or []:
        if name := _string(dict.get(tag, "label")) or _string(dict.get(tag, "term")):
            yield name


def _authors(item: _Dict) -> tuple[str, ...]:
    people = dict.get(item, "authors") or []
    names = [_string(dict.get(person, "name")) or _string(dict.get(person, "email")) for person in people]
    return tuple(name for name in names if name) or tuple(filter(None, [_string(dict.get(item, "author"))]))
