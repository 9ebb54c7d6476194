"""Images in sanitised HTML, where each stands as a link with words: which there are, and how they are shown."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape, unescape

_IMAGE = re.compile(r'(<a href="(https?://[^"]*)"[^>]*>)\[image: ([^<]*)\](?=</a>)')  # as ingest.html.clean writes it


@dataclass(frozen=True, slots=True)
class Shown:
    """A copy of an image that a page may show."""

    path: str  # where it is served
    width: int  # pixels
    height: int


def image_addresses(html: str) -> list[str]:
    """The addresses of the images, in their order, each once. Linear time."""
    return list(dict.fromkeys(unescape(found[2]) for found in _IMAGE.finditer(html)))


def with_images(html: str, shown: Mapping[str, Shown]) -> str:
    """The same HTML with those images in place of their words of which there is a copy, by address; each still links to
    where it came from, and its words are what is read out for it."""

    def show(found: re.Match[str]) -> str:
        copy = shown.get(unescape(found[2]))
        if copy is None:
            return found[0]
        words = escape(unescape(found[3]))
        size = f'width="{copy.width}" height="{copy.height}"'
        return f'{found[1]}<img src="{escape(copy.path)}" alt="{words}" {size} loading="lazy">'

    return _IMAGE.sub(show, html)
