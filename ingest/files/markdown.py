"""Markdown, with or without front matter."""

import re
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from html import escape

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.charset import decode
from ingest.files.dating import in_name, labelled
from ingest.files.declared import Declared
from ingest.files.evidence import Fact, evidence, first
from ingest.files.naming import from_name
from ingest.files.templates import without_templates
from ingest.frontmatter import FrontMatter, split
from ingest.html import clean
from ingest.html import text as text_of
from ingest.text import one_line, tidy
from ingest.types import Capture, Draft, Failure, Kind

_TOP = 40  # lines among which a labelled date is looked for
_MARKS, _MOST_MARKS = "![*_`<|\n", 100_000  # each costs the parser some 20 to 50 microseconds
_BREAK = re.compile(r"(?:<br\s*/?>|\\)\s*$", re.IGNORECASE)
_LONGEST_TITLE = 300  # characters
_NAME = re.compile(r"\w*[^\W_]_+[^\W_]\w*")
_ELEMENT = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|big|br|cite|code|center|dd|del|details|dfn|div|dl|dt|em|embed|figure|font|h[1-6]|hr|i|iframe"
    r"|img|input|ins|kbd|li|link|mark|meta|ol|p|pre|q|s|samp|script|small|span|strike|strong|style|sub|summary|sup|svg"
    r"|table|tbody|td|tfoot|th|thead|time|tr|tt|u|ul|var|video|wbr)\b|<[!?]",
    re.IGNORECASE,
)


def read_markdown(capture: Capture) -> Draft | Failure:
    """One report from Markdown (CommonMark with tables; raw HTML is sanitised).

    Front matter (YAML, TOML, or a fenced block of TOML) gives the fields by their common names; `kind: faq` names the
    sort of document, and so do glossary, page, news, advisory, statement and report. An [advisory] table, as RustSec
    writes it, makes an advisory with its id as key. Else the title is the first heading, the first line, or the name of
    the file, and dates are those that a line near the top labels, such as "**Disclosure Date:** 13 September 2021", or
    the one in the file's name.
    """
    matter = split(tidy(decode(capture.body, capture.charset)))
    if not matter.body.strip() and not matter.fields:
        return Failure(capture.location, "the file holds no words; check that it was saved whole")
    if sum(map(matter.body.count, _MARKS)) > _MOST_MARKS:
        return Failure(
            capture.location, f"it holds more than {_MOST_MARKS:,} marks of Markdown; save it as .txt instead"
        )
    declared = Declared(matter)
    tokens = _parser().parse(without_templates(matter.body, of_site=bool(matter.fields) and not matter.advisory))
    title, tokens = _title(declared, tokens, capture.location)
    url = declared.url()
    address = url.value if url else capture.url
    body_html = clean(_render(tokens) + declared.particulars(), address)
    dates = [*declared.dates(), *_dates_of_text(matter, capture.location)]
    published, updated, kind = first(dates, "published"), first(dates, "updated"), declared.kind()
    key, author, category = declared.key(), declared.author(), declared.words("category")
    lang, summary, ref = declared.lang(), declared.summary(), declared.ref()
    return Draft(
        item=capture.location,
        kind=kind.value if kind else Kind.REPORT,
        title=title.value,
        body_html=body_html,
        body_text=text_of(body_html),
        key=key.value if key else None,
        url=address,
        number=declared.number(),
        ref=ref.value if ref else None,
        category=category.value if category else None,
        tags=declared.tags(),
        lang=lang.value if lang else None,
        author=author.value if author else None,
        published=published.value if published else None,
        updated=updated.value if updated else None,
        summary=summary.value if summary else None,
        rights=declared.rights(address),
        evidence=evidence(title, published, updated, kind, key, url, author, category, lang, summary, ref),
    )


def html_of(text: str) -> str:
    """A piece of Markdown as HTML, to be sanitised; one with too many marks as it is written."""
    if sum(map(text.count, _MARKS)) > _MOST_MARKS:
        return f"<pre>{escape(text)}</pre>"
    return _render(_parser().parse(text))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable("table")


def _render(tokens: Sequence[Token]) -> str:
    return str(_parser().renderer.render(_lettered(tokens), _parser().options, {}))


def _lettered(tokens: Sequence[Token]) -> Sequence[Token]:
    """The same tokens; what only looks like an element (the <T> of a generic type) is the words it was meant as."""
    for token in tokens:
        _lettered(token.children or ())
        if token.type == "html_inline" and not _ELEMENT.match(token.content):
            token.type = "text"
    return tokens


def _title(declared: Declared, tokens: list[Token], location: str) -> tuple[Fact[str], list[Token]]:
    """The title, and the tokens without the heading that says it."""
    stated = declared.title()
    heading = next((at for at, token in enumerate(tokens) if token.type == "heading_open"), None)
    if heading is None:
        return stated or _untitled(tokens, location), tokens
    words = _words(tokens[heading + 1])
    if stated and stated.value.casefold() != words.casefold():
        return stated, tokens
    place = f"heading, line {declared.matter.line + (tokens[heading].map or [0])[0]}"
    rest = tokens[:heading] + tokens[heading + 3 :] if words else tokens
    return (stated or Fact("title", words, place, words) if words else stated or _untitled(tokens, location)), rest


def _untitled(tokens: list[Token], location: str) -> Fact[str]:
    """The first line with words, else the name of the file without its ending."""
    for token in tokens:
        line = _words(token).strip() if token.type == "inline" else ""
        if line:
            return Fact("title", line[:_LONGEST_TITLE], "first line", line)
    return from_name(location)


def _words(inline: Token) -> str:
    """The words of inline markup, without it; but the low lines around a name with low lines in it are part of it, and
    so are stars within words, which stand for anything."""
    parts = []
    children = _lettered(inline.children or ())
    stars = _stars(children)
    for at, token in enumerate(children):
        if token.type in ("text", "code_inline", "text_special"):
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif token.type == "image":
            parts.append(_words(token))
        elif token.markup == "__" and _NAME.fullmatch(children[at + (1 if token.nesting > 0 else -1)].content):
            parts.append("__")
        elif at in stars:
            parts.append("*")
    return one_line("".join(parts))


def _stars(children: Sequence[Token]) -> set[int]:
    """Positions of the stars that CommonMark takes for emphasis though one of the two stands within a word."""
    opened: list[int] = []
    found: set[int] = set()
    for at, token in enumerate(children):
        if token.type == "em_open" and token.markup == "*":
            opened.append(at)
        elif token.type == "em_close" and token.markup == "*":
            pair = (opened.pop(), at)
            if any(_within_word(children, place) for place in pair):
                found.update(pair)
    return found


def _within_word(children: Sequence[Token], at: int) -> bool:
    before, after = (children[place].content if 0 <= place < len(children) else "" for place in (at - 1, at + 1))
    return before[-1:].isalnum() and after[:1].isalnum()


def _dates_of_text(matter: FrontMatter, location: str) -> list[Fact[datetime]]:
    lines = (_BREAK.sub("", line) for line in matter.body.split("\n", _TOP)[:_TOP])
    top = enumerate(lines, start=matter.line)
    named = in_name(location)
    return [*labelled(top), *([named] if named else [])]
