"""What an HTML page says of itself in its head and in marked elements: meta, link, time, title, headings."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag
from bs4.filter import SoupStrainer

from ingest.files.evidence import Fact
from ingest.text import one_line

_LOOKED_AT = ("html", "head", "meta", "link", "title", "h1", "time", "script", "base")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}>")
_MOST = 5_000  # characters of one value

# Names of meta elements (Open Graph, Dublin Core, Highwire Press, Parse.ly, Sailthru, schema.org as microdata), each
# list in the order of trust, for the field of a draft that they fill.
_NAMES = {
    "title": (
        "dc.title", "dcterms.title", "citation_title", "og:title", "twitter:title", "parsely-title", "sailthru.title",
    ),
    "published": (
        "article:published_time", "datepublished", "citation_publication_date", "citation_online_date",
        "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "parsely-pub-date", "sailthru.date",
        "publish-date", "publish_date", "publication_date", "pubdate", "citation_date", "dc.date", "dcterms.date",
        "date",
    ),
    "updated": (
        "article:modified_time", "datemodified", "og:updated_time", "dcterms.modified", "dc.date.modified",
        "last-modified", "revised",
    ),
    "author": (
        "citation_author", "dc.creator", "dcterms.creator", "author", "article:author", "parsely-author",
        "sailthru.author",
    ),
    "lang": ("dc.language", "dcterms.language", "content-language"),
    "url": ("og:url", "parsely-link"),
    "site": ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "citation_journal_title"),
    "summary": ("og:description", "description", "twitter:description", "dc.description", "dcterms.abstract"),
    "tag": (
        "article:tag", "keywords", "news_keywords", "citation_keywords", "parsely-tags", "dc.subject",
        "dcterms.subject",
    ),
    "licence": ("dc.rights.license", "dcterms.license", "og:license"),
    "copyright": ("copyright", "dc.rights", "dcterms.rights", "rights"),
    "kind": ("kind",),
    "category": ("category",),
}  # fmt: skip
_FIELDS = {name: (field, rank) for field, names in _NAMES.items() for rank, name in enumerate(names)}


def look(html: str) -> BeautifulSoup:
    """The elements of a page that can say something of it, without the rest."""
    return parsed(html, SoupStrainer(list(_LOOKED_AT)))


def parsed(html: str, only: SoupStrainer | None = None) -> BeautifulSoup:
    """The elements of a page, however broken. Beautiful Soup warns of what looks like XML or the name of a file."""
    return BeautifulSoup(_DECLARATION.sub("", html, count=1) + "\n", "lxml", parse_only=only)


def facts(page: BeautifulSoup) -> list[Fact[str]]:
    """What meta and link elements and the root say, for each field in the order of trust."""
    found = [pair for meta in page.find_all("meta") for pair in _meta(meta)]
    ordered = [fact for _, fact in sorted(found, key=lambda pair: pair[0])]
    return [*ordered, *_root(page), *_links(page)]


def _meta(meta: Tag) -> Iterator[tuple[int, Fact[str]]]:
    value = _attribute(meta, "content")
    if not value:
        return
    for attribute in ("property", "name", "itemprop", "http-equiv"):
        for name in _attribute(meta, attribute).split():
            field, rank = _FIELDS.get(name.lower().replace("dc:", "dc.").replace("dcterms:", "dcterms."), ("", 0))
            if field:
                yield rank, Fact(field, value, f"meta[{name}]", value)


def _root(page: BeautifulSoup) -> Iterator[Fact[str]]:
    root = page.find("html")
    lang = (_attribute(root, "lang") or _attribute(root, "xml:lang")) if isinstance(root, Tag) else ""
    if lang:
        yield Fact("lang", lang, "html[lang]", lang)


def _links(page: BeautifulSoup) -> Iterator[Fact[str]]:
    for link in page.find_all("link"):
        href = _attribute(link, "href")
        for rel in _attribute(link, "rel").lower().split():
            if href and rel in ("canonical", "license"):
                yield Fact("canonical" if rel == "canonical" else "licence", href, f"link[rel={rel}]", href)


def times(page: BeautifulSoup) -> list[Fact[str]]:
    """The days that time elements carry: those marked as publication or change by microdata, class or attribute; one
    without a mark tells only when all of the page name one day."""
    found = [(time, _attribute(time, "datetime")) for time in page.find_all("time")]
    dated = [(_mark(time), value) for time, value in found if value]
    marked = [Fact(field, value, "time[datetime]", value) for field, value in dated if field]
    if not marked and len({value[:10] for _, value in dated}) == 1:
        return [Fact("published", value, "time[datetime]", value) for _, value in dated[:1]]
    return marked


def _mark(time: Tag) -> str:
    words = " ".join(_attribute(time, name) for name in ("itemprop", "class", "property")).lower()
    if "modif" in words or "updat" in words:
        return "updated"
    return "published" if "publ" in words or time.has_attr("pubdate") or "dt-published" in words else ""


def titles(page: BeautifulSoup) -> tuple[str, list[str]]:
    """What the title element says, and the headings of the first rank; each "" or missing where there is none."""
    title = page.find("title")
    headings = [one_line(heading.get_text(" "))[:_MOST] for heading in page.find_all("h1", limit=20)]
    return one_line(title.get_text())[:_MOST] if title else "", [heading for heading in headings if heading]


def _attribute(tag: Tag, name: str) -> str:
    value = tag.get(name)
    return one_line(" ".join(value) if isinstance(value, list) else value or "")[:_MOST]
