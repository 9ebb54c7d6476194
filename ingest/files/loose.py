"""Words that stand loose in a page's tree, beside paragraphs or behind an empty mark, put where they are not lost.

trafilatura drops an element that it takes for a part of the frame together with the words right behind it, and of a
box with paragraphs in it the words between these. Browsers show both as what they are.
"""

from collections.abc import Iterator
from typing import Any, TypeAlias

Element: TypeAlias = Any  # lxml's, of which trafilatura says how a page is parsed

_PLAIN = ("div", "center", "address")
_BOXES = ("div", "section", "article", "main", "body", "td", "center", "blockquote")
_PROSE = frozenset(("blockquote", "h2", "h3", "h4", "ol", "p", "pre", "table", "ul"))  # beside which words are text
_INLINE = frozenset(
    (
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn", "em", "font", "i",
        "img", "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt",
        "u", "var", "wbr",
    )
)  # fmt: skip
_LEAST = 40  # characters outside links; a shorter line is a label, a credit or a menu


def gather(tree: Element) -> None:
    """Take out marks without words, and make a paragraph of each run of words beside others, boxed or not."""
    for mark in [one for one in tree.iter("span", "a") if not len(one) and not (one.text or "").strip()]:
        mark.drop_tag()
    for box in [one for one in tree.iter(*_PLAIN) if not one.attrib and _is_line(one)]:
        box.tag = "p"
    for box in [one for one in tree.iter(*_BOXES) if any(_is_prose(child) for child in one)]:
        runs = list(_runs(box))
        if any(_letters(box, *run) >= _LEAST for run in runs):
            for run in runs:
                _wrap(box, *run)


def _is_line(box: Element) -> bool:
    """Whether a plain box is a paragraph by another name: one that stands beside prose."""
    beside = [one for one in (box.getprevious(), box.getnext()) if one is not None]
    return bool(box.text_content().strip()) and all(map(_is_inline, box)) and any(map(_is_prose, beside))


def _runs(box: Element) -> Iterator[tuple[Element | None, list[Element]]]:
    """Each run of words between two blocks: what it stands behind (None at the start), and the elements in it."""
    behind: Element | None = None
    inside: list[Element] = []
    for child in [*box, None]:
        if child is not None and _is_inline(child):
            inside.append(child)
            continue
        if _letters(box, behind, inside):
            yield behind, inside
        behind, inside = child, []


def _is_prose(child: Element) -> bool:
    return child.tag in _PROSE and bool(child.text_content().strip())


def _is_inline(child: Element) -> bool:
    """Whether it is a part of a line: a comment, or a mark without blocks in it; two breaks end a paragraph."""
    if child.tag == "br":
        return not (_is_break(child.getnext()) and not (child.tail or "").strip())
    return not isinstance(child.tag, str) or all(one.tag in _INLINE for one in child.iter("*"))


def _is_break(child: Element | None) -> bool:
    return child is not None and child.tag == "br"


def _letters(box: Element, behind: Element | None, inside: list[Element]) -> int:
    start = (box.text if behind is None else behind.tail) or ""
    words = [start, *(one.tail or "" for one in inside)]
    words += [one.text_content() for one in inside if isinstance(one.tag, str) and one.tag != "a"]
    return len(" ".join("".join(words).split()))


def _wrap(box: Element, behind: Element | None, inside: list[Element]) -> None:
    paragraph = box.makeelement("p")
    if behind is None:
        paragraph.text, box.text = box.text, None
        box.insert(0, paragraph)
    else:
        paragraph.text, behind.tail = behind.tail, None
        behind.addnext(paragraph)
    paragraph.extend(inside)
