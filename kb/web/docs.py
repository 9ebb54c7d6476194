"""The documentation: Markdown of our own in `kb/docs/`, served as pages at `/docs`."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from flask import Blueprint, Response, abort, send_from_directory
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from kb import paths
from kb.web.rendering import page

blueprint = Blueprint("docs", __name__)
FOLDER = paths.PACKAGE / "docs"
A_DAY = 24 * 3600
NAMES = (
    "getting-started",
    "importing",
    "searching",
    "feeds",
    "command-line",
    "settings",
    "routes",
    "operating",
    "design",
)
_NOT_IN_ANCHOR = re.compile(r"[^\w-]+")
_OTHER_PAGE = re.compile(r"([a-z-]+)\.md(#.*)?")


@dataclass(frozen=True, slots=True)
class Heading:
    """One entry in the contents of a page."""

    anchor: str
    words: str


@dataclass(frozen=True, slots=True)
class Doc:
    """One page of the documentation."""

    name: str
    title: str
    lead: str  # its first paragraph, plain
    html: Markup  # all that follows the title
    contents: tuple[Heading, ...]

    @property
    def path(self) -> str:
        return f"/docs/{self.name}"


@blueprint.get("/docs")
def contents() -> str:
    """Every page of the documentation with what it is about."""
    return page("docs.html", "/docs", docs=[read(name) for name in NAMES], doc=None)


@blueprint.get("/docs/<name>")
def document(name: str) -> str:
    if name not in NAMES:
        abort(404)
    return page("docs.html", f"/docs/{name}", docs=[read(other) for other in NAMES], doc=read(name))


@blueprint.get("/docs/<name>.png")
def picture(name: str) -> Response:
    """A picture that a page of the documentation shows."""
    return send_from_directory(FOLDER, f"{name}.png", max_age=A_DAY)


@cache
def read(name: str) -> Doc:
    """One page: its first heading is the title, those of the second level are its contents."""
    markdown = MarkdownIt("commonmark").enable("table")
    tokens = markdown.parse((FOLDER / f"{name}.md").read_text(encoding="utf-8"))
    title, body = _words(tokens[1]), tokens[3:]
    headings = tuple(_anchored(body))
    for token in body:
        for part in token.children or ():
            _lead_to_page(part)
    html = markdown.renderer.render(body, markdown.options, {})
    return Doc(name, title, _words(body[1]), Markup(html), headings)  # noqa: S704 - our own text, shipped with the code


def _anchored(tokens: list[Token]) -> list[Heading]:
    """Give every heading an anchor; returns those of the second level."""
    found = []
    for opening, inline in pairwise(tokens):
        if opening.type != "heading_open":
            continue
        words = _words(inline)
        anchor = _NOT_IN_ANCHOR.sub("-", words.lower()).strip("-")
        opening.attrSet("id", anchor)
        if opening.tag == "h2":
            found.append(Heading(anchor, words))
    return found


def _words(inline: Token) -> str:
    return "".join(" " if part.type == "softbreak" else part.content for part in inline.children or ())


def _lead_to_page(link: Token) -> None:
    """A link to another file of the folder, which works in an editor, leads to its page."""
    other = _OTHER_PAGE.fullmatch(str(link.attrGet("href") or ""))
    if other:
        link.attrSet("href", f"/docs/{other[1]}{other[2] or ''}")
