"""Pictures of a page, put back into a main text that was found without them, and left out of its plain text."""

import re

from bs4 import BeautifulSoup, Tag

_MOST = 200  # pictures of one page; Beautiful Soup takes quadratic time to insert them
_FIGURE = re.compile(r"<figure>(?:<a [^<>]*>)?\[image: [^<>]*\](?:</a>)?</figure>")


def illustrate(page: BeautifulSoup, illustrated: BeautifulSoup) -> None:
    """Put every picture of the same page, found with its pictures, as a figure behind the block that it stands in or
    behind there; one before all blocks stands before them."""
    body = page.find("body") or page
    places = {words: block for block in reversed(_blocks(page)) if (words := _words(block))}
    last: Tag | None = None
    put = 0
    for block in _blocks(illustrated):
        last = places.get(_words(block), last)
        for picture in _pictures(block)[: _MOST - put]:
            figure = page.new_tag("figure")
            figure.append(picture.extract())
            if last:
                last.insert_after(figure)
            else:
                body.insert(0, figure)
            last, put = figure, put + 1


def without_pictures(html: str) -> str:
    """Sanitised HTML without the figures that were put in."""
    return _FIGURE.sub("", html)


def _blocks(page: BeautifulSoup) -> list[Tag]:
    return [block for block in (page.find("body") or page).children if isinstance(block, Tag)]


def _pictures(block: Tag) -> list[Tag]:
    return [block] if block.name == "img" else block.find_all("img")


def _words(block: Tag) -> str:
    return " ".join(block.get_text(" ").split())
