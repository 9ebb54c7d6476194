"""The main text of a web page as HTML, without navigation, advertisement and the frame of the site."""

import logging
import re

import trafilatura
from bs4 import BeautifulSoup, Tag

from ingest.files import meta
from ingest.files.article import OTHERS, mend
from ingest.files.loose import gather
from ingest.files.pictures import illustrate
from ingest.html import text
from ingest.text import one_line

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it reports every odd page as an error of its own

_LEAST = 80  # characters of words; a main text shorter than that is a sign that the page is not an article
_LARGE = 30_000  # elements opened and closed; large real articles have 9,000, and trafilatura takes long for more
_ADVERTS = [  # by a word that their class or id begins with; an article about adverts is longer than they are
    f"//*[contains(concat(' ', translate(concat(@class, ' ', @id), 'ADVERTISPONO', 'advertispono')), ' {word}')]"
    "[string-length(normalize-space(.)) < 500]"
    for word in ("advert", "adsbygoogle", "sponsored")
]
_HEADING = re.compile(r"<(h[12])\b")
_TAG = re.compile(r"<[^<>]*>")
_PARTS = ("article", "section", "main")
_FRAME = ("nav", "aside", "footer", "header", "form", "script", "style", "template", "noscript", "head")


def main_text(html: str, url: str | None, *, whole: bool = False) -> str:
    """HTML of the main text, to be sanitised: headings, paragraphs, lists, tables, links, quotes, code, images.

    By trafilatura, or, where `whole`, where that finds next to nothing or where the page is very large, all of the main
    element or body that is not a frame around it nor a picture without words. Links and images are as written or made
    absolute against url.
    """
    found = None if whole or html.count("<") > _LARGE else _extracted(html, url)
    if found and len(_words(found)) >= _LEAST:
        return (found.find("body") or found).decode_contents()
    return str(unframed(html))


def unframed(html: str, *, with_headers: bool = False) -> Tag | BeautifulSoup:
    """All of the main element, article or body that is no frame around it; `with_headers` with those of its parts."""
    page = meta.parsed(html)
    main = page.find("main") or page.find("article") or page.find("body") or page
    for part in [*main.find_all(_FRAME), *(image for image in main.find_all("img") if not image.get("alt"))]:
        if not (with_headers and part.name == "header" and part.find_parent(_PARTS)):
            part.decompose()
    return main


def without_title(html: str, title: str) -> str:
    """The same without its first heading when that only says the title again and only pictures stand before it."""
    heading = _HEADING.search(html)
    end = html.find(f"</{heading[1]}>", heading.end()) if heading else -1
    if heading is None or end < 0 or _key(text(html[heading.start() : end])) != _key(title):
        return html
    before = html[: heading.start()]
    return html if _TAG.sub("", before).strip() else before + html[end + len(f"</{heading[1]}>") :]


def _extracted(html: str, url: str | None) -> BeautifulSoup | None:
    """The text as precisely as it can be had, and the pictures put into it: looked for together, captions would come
    with them, and the names of their files."""
    page = _run(html, url, pictures=False)
    illustrated = _run(html, url, pictures=True) if page and "<img" in html else None
    if page and illustrated:
        illustrate(page, illustrated)
    return page


def _run(html: str, url: str | None, *, pictures: bool) -> BeautifulSoup | None:
    tree = trafilatura.load_html(html)
    if tree is None:
        return None
    mend(tree)
    gather(tree)
    found = trafilatura.extract(
        tree,
        url=url,
        output_format="html",
        favor_precision=True,
        fast=pictures,
        include_comments=False,
        include_formatting=True,
        include_images=pictures,
        include_links=True,
        include_tables=True,
        prune_xpath=[*_ADVERTS, *OTHERS],
    )
    return _mended(BeautifulSoup(found, "lxml-xml")) if found else None


def _mended(page: BeautifulSoup) -> BeautifulSoup:
    """What it writes is XML: code within a line stands as a block there, a block of code as one in another."""
    for code in page.find_all("pre"):
        if code.find("pre"):
            code.unwrap()
        elif code.find_parent(["p", "li", "td", "h1", "h2", "h3", "h4"]) and "\n" not in code.get_text().strip():
            code.name = "code"
    for tag in page.find_all(True):
        tag.can_be_empty_element = tag.name in ("br", "hr", "img")  # <td/> would be read as HTML that never ends
    return page


def _words(page: Tag | BeautifulSoup) -> str:
    return one_line(page.get_text(" "))


def _key(words: str) -> str:
    return re.sub(r"\W+", " ", words).strip().casefold()
