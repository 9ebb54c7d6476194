"""Lists of AsciiDoc: with bullets, numbers or terms, one in another."""

import re
from collections.abc import Callable
from dataclasses import dataclass

ITEM = re.compile(r"(\*{1,6}|-|•|\.{1,6}|\d{1,4}\.|<(?:\d{1,3}|\.)>)[ \t]+(\S.*)")
TERM = re.compile(r"(\S.{0,300}?)(:{2,4}|;;)(?:[ \t]+(.*))?")
_FENCE = re.compile(r"-{4,}|\.{4,}|={4,}|\*{4,}|_{4,}|\+{4,}|\|={3,}|--")
_ENDS = re.compile(r"={1,6}[ \t]+\S|\[[^\]\n]*\]|\.[^\s.]")


@dataclass(slots=True)
class Item:
    """One item with all lines that go on with it."""

    mark: str  # as written; the mark tells the depth. "" for a term and what is said of it
    text: str


def read_items(lines: list[str], at: int) -> tuple[list[Item], int]:
    """The items from this line on, and the line behind the last. A blank line may part items, not an item's lines."""
    items: list[Item] = []
    while at < len(lines):
        bare = lines[at].strip()
        if found := ITEM.match(bare):
            items.append(Item(found[1], found[2]))
        elif found := TERM.fullmatch(bare):
            items.append(Item("", f"*{found[1]}*" + (f" {found[3]}" if found[3] else "")))
        elif not bare:
            after = next((line.strip() for line in lines[at + 1 : at + 4] if line.strip()), "")
            if not (ITEM.match(after) or TERM.fullmatch(after)):
                break
        elif bare == "+" or _FENCE.fullmatch(bare) or _ENDS.match(bare):
            break
        else:
            items[-1].text += f"\n{bare}"
        at += 1
    return items, at


def list_html(items: list[Item], inline: Callable[[str], str]) -> str:
    """Nested by the marks: one that was not met yet opens a list within the item above it."""
    open_marks: list[str] = []
    out: list[str] = []
    for item in items:
        mark = "1." if item.mark[:1].isdigit() else item.mark
        if mark in open_marks:
            while open_marks[-1] != mark:
                out.append(f"</li></{_tag(open_marks.pop())}>")
            out.append("</li>")
        else:
            open_marks.append(mark)
            out.append(f"<{_tag(mark)}>")
        out.append(f"<li>{inline(item.text)}")
    out += (f"</li></{_tag(mark)}>" for mark in reversed(open_marks))
    return "".join(out)


def _tag(mark: str) -> str:
    return "ol" if mark[:1] in (".", "1", "<") and mark else "ul"
