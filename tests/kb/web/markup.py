"""What is wrong with a page of HTML: the faults that browsers forgive and people who listen to pages do not."""

from collections import Counter
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
POINTERS = ("aria-labelledby", "aria-describedby", "aria-controls", "for")


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.open: list[str] = []
        self.ids: Counter[str] = Counter()
        self.pointers: list[tuple[str, str]] = []
        self.headings: list[int] = []
        self.labelled: set[str] = set()
        self.fields: list[dict[str, str]] = []
        self.seen: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.seen[tag] += 1
        if len(given) != len(attrs):
            self.faults.append(f"<{tag}> repeats an attribute")
        self._attributes(tag, given)
        if tag[0] == "h" and tag[1:].isdigit():
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:  # `<path />` within an SVG
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes what is not open, at line {self.getpos()[0]}")

    def _attributes(self, tag: str, given: dict[str, str]) -> None:
        if "id" in given:
            self.ids[given["id"]] += 1
        self.pointers += [(name, value) for name in POINTERS for value in given.get(name, "").split()]
        self.faults += [f"<{tag}> has {name}" for name in given if name.startswith("on") or name == "style"]
        for name in ("href", "src", "action"):
            if given.get(name, "").lstrip().lower().startswith(("javascript:", "data:", "vbscript:")):
                self.faults.append(f"<{tag}> has {name}={given[name]!r}")
        if tag == "script" and "src" not in given:
            self.faults.append("a script stands in the page")
        if tag == "style":
            self.faults.append("a style stands in the page")
        if tag == "label":
            self.labelled.add(given.get("for", ""))
        if tag == "img" and "alt" not in given:
            self.faults.append("<img> has no alternative text")
        if tag == "input" and given.get("type") not in ("hidden", "submit"):
            self.fields.append(given)


def faults(html: str) -> list[str]:
    """Every fault of a page; empty when it is sound."""
    page = _Page()
    page.feed(html)
    page.close()
    found = page.faults + [f"<{tag}> is never closed" for tag in page.open]
    found += [f"the id {name!r} occurs {count} times" for name, count in page.ids.items() if count > 1]
    found += [
        f"{name} points to {value!r}, which is not there" for name, value in page.pointers if value not in page.ids
    ]
    found += [f"{tag}: {page.seen[tag]}" for tag in ("h1", "main", "title") if page.seen[tag] != 1]
    steps = zip(page.headings, page.headings[1:], strict=False)
    found += [
        f"a heading of level {after} follows one of level {before}" for before, after in steps if after > before + 1
    ]
    for field in page.fields:
        if field.get("id") not in page.labelled and "aria-label" not in field:
            found.append(f"the field {field.get('name')!r} has no label")
    return found
