"""A report's sanitised HTML fitted into a page: headings below the page's own, wide parts reachable by keyboard."""

import re
from collections.abc import Callable

from markupsafe import Markup

_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:[^">]|"[^"]*")*)>')  # whole tags, so that no attribute is mistaken for one
_HEADING = re.compile("h[1-6]")
_SCROLLS = '<div class="scroll" role="group" aria-label="Table" tabindex="0">'


def fitted(html: str) -> Markup:
    """The HTML of a sanitised body, safe to put into a page that has an `h1` of its own."""
    return Markup(_TAG.sub(_refit(), html))  # noqa: S704 - sanitised when it came in, by ingest


def _refit() -> Callable[[re.Match[str]], str]:
    above: list[int] = []  # the levels, as the source gives them, of the headings that the text stands under

    def refit(tag: re.Match[str]) -> str:
        slash, name, attributes = tag.groups()
        if _HEADING.fullmatch(name):
            if not slash:
                _enter(above, int(name[1]))
            return f"<{slash}h{min(len(above) + 1, 6)}{attributes}>"
        if name == "table":
            return f"{tag[0]}</div>" if slash else f"{_SCROLLS}{tag[0]}"
        if name == "pre" and not slash:
            return f'<pre tabindex="0"{attributes}>'
        return tag[0]

    return refit


def _enter(above: list[int], level: int) -> None:
    """Step under a heading: how many it stands below is its rank, so that no level is skipped (WCAG technique H42)."""
    while above and above[-1] >= level:
        above.pop()
    above.append(level)
