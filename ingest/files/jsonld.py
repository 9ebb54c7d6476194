"""What a page says of itself as linked data (JSON-LD with the terms of schema.org)."""

import json
import re
from collections.abc import Iterator

from bs4 import BeautifulSoup

from ingest.files.evidence import Fact
from ingest.text import one_line

_ARTICLES = frozenset(
    (
        "advertisercontentarticle", "analysisnewsarticle", "article", "blogposting", "liveblogposting", "newsarticle",
        "opinionnewsarticle", "report", "reportagenewsarticle", "reviewnewsarticle", "scholarlyarticle",
        "socialmediaposting", "techarticle",
    )
)  # fmt: skip
_PAGES = frozenset(("webpage", "faqpage", "aboutpage", "contactpage", "definedtermset"))
_FIELDS = {
    "headline": "title", "name": "title", "datePublished": "published", "dateCreated": "published",
    "dateModified": "updated", "author": "author", "creator": "author", "inLanguage": "lang", "url": "url",
    "description": "summary", "keywords": "tag", "license": "licence", "copyrightNotice": "copyright",
    "copyrightHolder": "holder", "copyrightYear": "years", "publisher": "site",
}  # fmt: skip
_WRAPPING = re.compile(r"^\s*(?://\s*)?(?:<!--|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")
_MOST_NODES = 2_000  # of one page, however deep
_MOST = 5_000  # characters of one value

Node = dict[str, object]


def facts(page: BeautifulSoup) -> list[Fact[str]]:
    """The facts about the page's article, or about the page itself where it holds none, in the order of the terms."""
    nodes = [
        node
        for script in page.find_all("script")
        if _is_linked_data(script.get("type"))
        for node in _nodes(script.string)
    ]
    node = next((node for kinds in (_ARTICLES, _PAGES) for node in nodes if _types(node) & kinds), None)
    if node is None:
        return []
    name = next(iter(sorted(_types(node))))
    return [
        Fact(field, value, f"JSON-LD {name}.{term}", value)
        for term, field in _FIELDS.items()
        for value in _values(node.get(term))
    ]


def _is_linked_data(written: object) -> bool:
    return isinstance(written, str) and written.partition(";")[0].strip().lower() == "application/ld+json"


def _nodes(script: str | None) -> list[Node]:
    """All objects of a script, those of lists and graphs too; none when it cannot be read."""
    try:
        waiting: list[object] = [json.loads(_WRAPPING.sub("", script or ""), strict=False)]
    except (ValueError, RecursionError):
        return []
    found: list[Node] = []
    while waiting and len(found) < _MOST_NODES:
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting[:0] = value[:_MOST_NODES]
        elif isinstance(value, dict):
            found.append(value)
            waiting += [
                value[term] for term in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart") if term in value
            ]
    return found


def _types(node: Node) -> set[str]:
    written = node.get("@type")
    names = written if isinstance(written, list) else [written]
    return {name.rpartition("/")[2].lower() for name in names if isinstance(name, str)}


def _values(value: object) -> Iterator[str]:
    """Words of a value: of an object its name or address."""
    if isinstance(value, list):
        for part in value[:100]:
            if not isinstance(part, list):
                yield from _values(part)
    elif isinstance(value, dict):
        yield from _values(value.get("name") or value.get("@id") or value.get("url"))
    elif isinstance(value, (str, int)) and not isinstance(value, bool):
        words = one_line(str(value))[:_MOST]
        if words:
            yield words
