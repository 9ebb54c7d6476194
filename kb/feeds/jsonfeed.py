"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/); our own are `_rights`, and `_also` for who tells the same."""

import json

from kb.exports.json import instant
from kb.feeds.records import Feed, FeedItem
from kb.feeds.xml import printable


def render(feed: Feed) -> bytes:
    """The feed as UTF-8; members that have nothing to say are left out."""
    following = feed.next_page
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.subtitle,
        "home_page_url": feed.home,
        "feed_url": feed.url("json"),
        "next_url": feed.url("json", following) if following else None,
        "icon": feed.icon,
        "language": "en",
        "authors": [{"name": feed.publisher, "url": feed.publisher_url}],
        "_generator": {"about": feed.site, "name": feed.generator, "version": feed.version},
        "items": [_item(item) for item in feed.items],
    }
    return json.dumps(_said(document), ensure_ascii=False, indent=1).encode()


def _item(item: FeedItem) -> dict[str, object]:
    return {
        "id": item.id,
        "url": item.url,
        "external_url": item.source_url,
        "title": item.title,
        "summary": item.summary,
        "content_html": item.content_html,
        "date_published": instant(item.published),
        "date_modified": instant(item.updated),
        "authors": [{"name": item.by}],
        "tags": list(dict.fromkeys(category.name for category in item.categories)),
        "language": item.lang,
        "_rights": {"line": item.rights, "url": item.source_url} if item.rights else None,
        "_also": [{"name": one.name, "title": one.title, "url": one.url} for one in item.also] or None,
    }


def _said(value: object) -> object:
    """The value without members that are None, its text free of the characters that the XML formats cannot carry."""
    if isinstance(value, dict):
        return {name: _said(member) for name, member in value.items() if member is not None}
    if isinstance(value, list):
        return [_said(member) for member in value]
    return printable(value)
