"""A page's tree mended before its main text is looked for: what belongs to the article, whatever its boxes are called.

trafilatura takes the first box that is named like an article and leaves out what is named like a frame. Some customs
of real pages mislead it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import Any, TypeAlias

Element: TypeAlias = Any  # lxml's, of which trafilatura says how a page is parsed

OTHERS = ["//article[count(.//article) > 1]//article"]  # HTML, section 4.3.2: comments, teasers of further articles
_BODY = re.compile(r"body|content|story|text", re.IGNORECASE)
_LEAST = 400  # characters of paragraphs that make a box a part of the text
_MOST = 50  # articles and quotes of a page that are looked into
_MOST_BLOCKS = 1_000  # of code, and the like
_SIGNS = frozenset(("#", "¶", "§", "🔗", "⚓", "∞"))
_WRAPPERS = 3  # boxes around one quote


def mend(tree: Element) -> None:
    """Show trafilatura the box that holds all parts of an article, and quotes that stand in boxes of their own."""
    for article in islice(tree.iter("article"), _MOST):
        for parts in _parted(article):
            _common(parts).set("itemprop", "articleBody")
    for quote in islice(tree.iter("blockquote"), _MOST):
        _unname(quote)
    for block in islice(tree.iter("pre"), _MOST_BLOCKS):
        _set(block)
    for link in [one for one in tree.iter("a") if _is_sign(one)]:
        link.drop_tree()


def _set(block: Element) -> None:
    """What is set as it stands is shown so: trafilatura takes it for a quote where nothing calls it code, and leaves a
    figure out with all that is in it."""
    if block.find(".//code") is None and block.getparent() is not None and block.getparent().tag != "code":
        code = block.makeelement("code")
        code.text, block.text = block.text, None
        code.extend(list(block))
        block.append(code)
    for figure in islice(block.iterancestors("figure"), 1):
        figure.tag = "div"


def _is_sign(link: Element) -> bool:
    """The link of a heading to itself, as site generators write it behind the words."""
    return str(link.get("href", "")).startswith("#") and link.text_content().strip() in _SIGNS


def _parted(article: Element) -> Iterator[list[Element]]:
    """What an advert or a picture parts: boxes of one class, not in one another, full of paragraphs."""
    boxes = defaultdict(list)
    for box in article.iter("div", "section"):
        name = box.get("class") or ""
        if _BODY.search(name) and _letters(box) >= _LEAST:
            boxes[name].append(box)
    for parts in boxes.values():
        around = {box for part in parts for box in part.iterancestors()}
        if len(parts) > 1 and around.isdisjoint(parts):
            yield parts


def _letters(box: Element) -> int:
    return sum(len(child.text_content()) for child in box if child.tag == "p")


def _common(parts: list[Element]) -> Element:
    """The innermost box around all of them."""
    others = [set(part.iterancestors()) for part in parts[1:]]
    return next(box for box in parts[0].iterancestors() if all(box in around for around in others))


def _unname(quote: Element) -> None:
    """A quote, such as a post of a social network, counts for what it is and not for the name of its box."""
    words = len(quote.text_content())
    for box in (quote, *islice(quote.iterancestors(), _WRAPPERS)):
        if len(box.text_content().strip()) > words:
            return
        box.attrib.pop("class", None)
