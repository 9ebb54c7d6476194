"""The rules of the W3C feed validator that a feed of ours could break, each by the name the validator gives it."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
RELS = {"alternate", "self", "via", "first", "previous", "next", "last", "search", "related", "enclosure", "license"}
DAYS, MONTHS = "Mon|Tue|Wed|Thu|Fri|Sat|Sun", "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"

_RFC822 = re.compile(rf"({DAYS}), \d\d ({MONTHS}) \d{{4}} \d\d:\d\d:\d\d ([+-]\d{{4}}|GMT|UT|[ECMP][SD]T)")
_RFC3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)")
_TAG_URI = re.compile(r"tag:([a-z0-9._-]+@)?[a-z0-9.-]+,\d{4}(-\d\d(-\d\d)?)?:[0-9a-zA-Z;/?:@&=+$._!~*'()%,#-]*")
_FULL_URI = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_LANG_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_CONTACT = re.compile(r"[^\s@()<>]+@[^\s@()<>]+\.[a-z]+( \([^()]*\))?", re.IGNORECASE)
_RELATIVE = re.compile(r"""\s(?:href|src)\s*=\s*["'](?![a-zA-Z][a-zA-Z0-9+.-]*:|\#)[^"']*["']""")
_ACTIVE = re.compile(r"<(script|iframe|object|embed|form|style)\b|\son[a-z]+\s*=|javascript:", re.IGNORECASE)


def problems(body: bytes, ending: str) -> list[str]:
    """What a strict validator would say, `Name: where` each; an empty list for a valid feed."""
    checks: dict[str, Callable[[bytes], Iterator[str]]] = {"rss": _rss, "atom": _atom, "json": _json}
    try:
        return list(checks[ending](body))
    except ElementTree.ParseError as error:
        return [f"SAXError: {error}"]
    except ValueError as error:
        return [f"Unreadable: {error}"]


def _rss(body: bytes) -> Iterator[str]:
    root = ElementTree.fromstring(body)
    channel = root.find("channel")
    if root.tag != "rss" or root.get("version") != "2.0" or channel is None:
        yield "UndefinedElement: no <rss version='2.0'> with a channel"
        return
    yield from _required(channel, "title", "link", "description")
    yield from _once(channel, {"title", "link", "description", "language", "copyright", "managingEditor", "webMaster"})
    yield from _once(channel, {"pubDate", "lastBuildDate", "generator", "docs", "ttl", "image"})
    yield from _texts(channel, {"link", "docs"}, _is_full, "InvalidFullLink")
    yield from _texts(channel, {"pubDate", "lastBuildDate"}, _is_rfc822, "InvalidRFC2822Date")
    yield from _texts(channel, {"managingEditor", "webMaster"}, _CONTACT.fullmatch, "InvalidContact")
    yield from _texts(channel, {"language"}, _LANG_TAG.fullmatch, "InvalidLanguage")
    yield from _texts(channel, {"ttl"}, str.isdigit, "InvalidInteger")
    yield from _self_link(channel)
    yield from _links(channel)
    for image in channel.findall("image"):
        yield from _required(image, "url", "title", "link")
        yield from _once(image, {"url", "title", "link", "description", "width", "height"})
        yield from _texts(image, {"url", "link"}, _is_full, "InvalidFullLink")
    items = channel.findall("item")
    for item in items:
        yield from _rss_item(item)
    yield from _unique("guid", [item.findtext("guid") or "" for item in items])


def _rss_item(item: Element) -> Iterator[str]:
    if item.find("title") is None and item.find("description") is None:
        yield "MissingTitle: an item has neither title nor description"
    yield from _once(item, {"title", "link", "description", "author", "comments", "guid", "pubDate", "source"})
    yield from _once(item, {f"{CONTENT}encoded", f"{DC}creator", f"{DC}rights", f"{DC}language"})
    yield from _texts(item, {"link", "comments"}, _is_full, "InvalidFullLink")
    yield from _texts(item, {"pubDate"}, _is_rfc822, "InvalidRFC2822Date")
    yield from _texts(item, {"author"}, _CONTACT.fullmatch, "InvalidContact")
    yield from _texts(item, {f"{DC}language"}, _LANG_TAG.fullmatch, "InvalidLanguage")
    yield from _texts(item, {"description", f"{CONTENT}encoded"}, _is_harmless, "SecurityRisk")
    yield from _texts(item, {"description", f"{CONTENT}encoded"}, _has_no_relative, "ContainsRelRef")
    if item.find("author") is not None and item.find(f"{DC}creator") is not None:
        yield "DuplicateItemSemantics: author and dc:creator"
    for guid in item.findall("guid"):
        text = (guid.text or "").strip()
        if not text:
            yield "NotBlank: guid"
        elif guid.get("isPermaLink", "true") == "true" and not text.startswith(("http://", "https://")):
            yield f"InvalidHttpGUID: {text}"
        elif text.startswith("tag:") and not _TAG_URI.fullmatch(text):
            yield f"InvalidTAG: {text}"
    for source in item.findall("source"):
        if source.get("url") is None:
            yield "MissingAttribute: source has no url"
        elif not _is_full(source.get("url", "")):
            yield f"InvalidFullLink: source {source.get('url')}"
        if not (source.text or "").strip():
            yield "NotBlank: source"


def _atom(body: bytes) -> Iterator[str]:
    feed = ElementTree.fromstring(body)
    if feed.tag != f"{ATOM}feed":
        yield f"UndefinedElement: {feed.tag}"
        return
    yield from _required(feed, f"{ATOM}id", f"{ATOM}title", f"{ATOM}updated")
    yield from _atom_common(feed)
    yield from _once(feed, {ATOM + name for name in ("subtitle", "generator", "icon", "logo")})
    yield from _texts(feed, {f"{ATOM}icon", f"{ATOM}logo"}, _is_full, "InvalidFullLink")
    yield from _texts(feed, {f"{ATOM}subtitle", f"{ATOM}rights"}, bool, "NotBlank")
    yield from _self_link(feed)
    entries = feed.findall(f"{ATOM}entry")
    for entry in entries:
        yield from _required(entry, f"{ATOM}id", f"{ATOM}title", f"{ATOM}updated")
        yield from _atom_common(entry)
        yield from _once(entry, {ATOM + name for name in ("content", "summary", "published", "source")})
        if feed.find(f"{ATOM}author") is None and entry.find(f"{ATOM}author") is None:
            yield "MissingElement: author"
        alternate = [link for link in entry.findall(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"]
        if entry.find(f"{ATOM}content") is None and not alternate:
            yield "MissingContentOrAlternate: entry"
    yield from _unique("id", [entry.findtext(f"{ATOM}id") or "" for entry in entries])


def _atom_common(element: Element) -> Iterator[str]:
    """What holds for a feed and for an entry alike."""
    yield from _once(element, {ATOM + name for name in ("id", "title", "updated", "rights")})
    yield from _texts(element, {f"{ATOM}updated", f"{ATOM}published"}, _is_rfc3339, "InvalidRFC3339Date")
    yield from _texts(element, {f"{ATOM}id"}, _is_full, "InvalidFullLink")
    yield from _links(element)
    for author in element.findall(f"{ATOM}author"):
        yield from _required(author, f"{ATOM}name")
        yield from _once(author, {ATOM + name for name in ("name", "uri", "email")})
        yield from _texts(author, {f"{ATOM}uri"}, _is_full, "InvalidURI")
        yield from _texts(author, {f"{ATOM}email"}, _CONTACT.fullmatch, "InvalidContact")
    for category in element.findall(f"{ATOM}category"):
        if not category.get("term"):
            yield "MissingAttribute: category has no term"
        if not _is_full(category.get("scheme", "urn:none")):
            yield f"InvalidFullLink: {category.get('scheme')}"
    if element.get(LANG) and not _LANG_TAG.fullmatch(element.get(LANG, "")):
        yield f"InvalidLanguage: {element.get(LANG)}"
    for name in ("title", "summary", "content", "rights"):
        for text in element.findall(ATOM + name):
            yield from _atom_text(name, text)


def _atom_text(name: str, element: Element) -> Iterator[str]:
    type_, text = element.get("type", "text"), element.text or ""
    if type_ not in ("text", "html", "xhtml") and "/" not in type_:
        yield f"InvalidMIMEType: {type_}"
    if type_ == "html" and not _is_harmless(text):
        yield f"SecurityRisk: {name}"
    if type_ == "html" and not _has_no_relative(text):
        yield f"ContainsRelRef: {name}"
    if type_ in ("text", "html") and len(element):
        yield f"UndefinedElement: {name} holds elements"


def _json(body: bytes) -> Iterator[str]:
    """JSON Feed 1.1."""
    feed = json.loads(body)
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        yield f"InvalidVersion: {feed.get('version')}"
    yield from (f"MissingElement: {name}" for name in ("title", "items") if name not in feed)
    for name in ("home_page_url", "feed_url", "next_url", "icon", "favicon"):
        if name in feed and not _is_full(feed[name]):
            yield f"InvalidFullLink: {name} {feed[name]}"
    if "feed_url" not in feed:
        yield "MissingSelf: feed_url"
    if feed.get("next_url") == feed.get("feed_url"):
        yield "InvalidLink: next_url is feed_url"
    yield from _json_authors(feed)
    for item in feed.get("items", []):
        if not isinstance(item.get("id"), str) or not item["id"]:
            yield "MissingElement: id"
        if not {"content_html", "content_text"} & item.keys():
            yield "MissingContent: item"
        for name in ("url", "external_url", "image"):
            if name in item and not _is_full(item[name]):
                yield f"InvalidFullLink: {name} {item[name]}"
        for name in ("date_published", "date_modified"):
            if name in item and not _is_rfc3339(item[name]):
                yield f"InvalidRFC3339Date: {item[name]}"
        if not _LANG_TAG.fullmatch(item.get("language", "en")):
            yield f"InvalidLanguage: {item['language']}"
        if not all(isinstance(tag, str) and tag for tag in item.get("tags", [])):
            yield "InvalidValue: tags"
        html = item.get("content_html", "")
        if not _is_harmless(html):
            yield "SecurityRisk: content_html"
        if not _has_no_relative(html):
            yield "ContainsRelRef: content_html"
        yield from _json_authors(item)
    yield from _unique("id", [item.get("id", "") for item in feed.get("items", [])])


def _json_authors(holder: dict[str, list[dict[str, str]]]) -> Iterator[str]:
    for author in holder.get("authors", []):
        if not {"name", "url", "avatar"} & author.keys():
            yield "MissingElement: an author without name, url and avatar"
        if not _is_full(author.get("url", "urn:none")):
            yield f"InvalidFullLink: {author['url']}"


def _required(element: Element, *names: str) -> Iterator[str]:
    for name in names:
        found = element.find(name)
        if found is None:
            yield f"MissingElement: {name} in {element.tag}"
        elif not (found.text or "").strip() and not len(found):
            yield f"NotBlank: {name} in {element.tag}"


def _once(element: Element, names: set[str]) -> Iterator[str]:
    counted = Counter(child.tag for child in element if child.tag in names)
    yield from (f"DuplicateElement: {name}" for name, count in counted.items() if count > 1)


def _texts(element: Element, names: set[str], good: Callable[[str], object], problem: str) -> Iterator[str]:
    for child in element:
        if child.tag in names and not good((child.text or "").strip()):
            yield f"{problem}: {child.tag} {(child.text or '')[:80]!r}"


def _self_link(element: Element) -> Iterator[str]:
    selves = [link for link in element.findall(f"{ATOM}link") if link.get("rel") == "self"]
    if len(selves) != 1:
        yield f"MissingSelf: {len(selves)} links rel=self"


def _links(element: Element) -> Iterator[str]:
    seen: Counter[tuple[str, str | None, str | None]] = Counter()
    for link in element.findall(f"{ATOM}link"):
        rel = link.get("rel", "alternate")
        if link.get("href") is None:
            yield "MissingHref: link"
        elif not _is_full(link.get("href", "")):
            yield f"InvalidLink: {link.get('href')}"
        if rel not in RELS and not _is_full(rel):
            yield f"UnregisteredAtomLinkRel: {rel}"
        if not re.fullmatch(r"[\w.+-]+/[\w.+-]+(;.*)?", link.get("type", "text/html")):
            yield f"InvalidMIMEType: {link.get('type')}"
        seen[rel, link.get("type"), link.get("hreflang")] += rel == "alternate"
    yield from (f"DuplicateAtomLink: {key}" for key, count in seen.items() if count > 1)


def _unique(name: str, ids: list[str]) -> Iterator[str]:
    yield from (f"DuplicateEntries: {name} {text!r}" for text, count in Counter(ids).items() if count > 1 and text)


def _is_rfc822(text: str) -> bool:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return False
    return bool(_RFC822.fullmatch(text)) and text.startswith(moment.strftime("%a"))


def _is_rfc3339(text: str) -> bool:
    try:
        datetime.fromisoformat(text.upper())
    except ValueError:
        return False
    return bool(_RFC3339.fullmatch(text))


def _is_full(text: str) -> bool:
    return bool(_TAG_URI.fullmatch(text) if text.startswith("tag:") else _FULL_URI.fullmatch(text))


def _is_harmless(html: str) -> bool:
    tags = re.findall(r"<[^<>]*>", html)
    return not any(_ACTIVE.search(tag) for tag in tags)


def _has_no_relative(html: str) -> bool:
    return not any(_RELATIVE.search(tag) for tag in re.findall(r"<[^<>]*>", html))
