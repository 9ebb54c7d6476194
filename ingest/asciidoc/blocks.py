"""The blocks of an AsciiDoc text as HTML: sections, paragraphs, lists, tables, listings, quotes."""

import re
from dataclasses import dataclass
from html import escape

from ingest.asciidoc.header import ATTRIBUTE, DIRECTIVE
from ingest.asciidoc.inline import inline
from ingest.asciidoc.lists import ITEM, TERM, list_html, read_items
from ingest.asciidoc.tables import table

_SECTION = re.compile(r"(={1,6}|#{1,6})[ \t]+(\S.*?)(?:[ \t]+=+)?")
_FENCE = re.compile(r"(-{4,}|\.{4,}|={4,}|\*{4,}|_{4,}|\+{4,}|/{4,}|--|[|,:!]={3,}|`{3}[\w-]{0,30})[ \t]*")
_SETTINGS = re.compile(r"\[[^\]\n]{0,2000}\]|\[\[[^\[\]\n]{1,200}\]\]")
_TITLE = re.compile(r"\.([^\s.].*)")
_ADMONITION = re.compile(r"(NOTE|TIP|IMPORTANT|WARNING|CAUTION):[ \t]+(.*)", re.DOTALL)
_MACRO = re.compile(r"(image|video|audio|include)::([^\s\[\]]{0,1000})\[([^\n]{0,1000})\]")
_RULE = re.compile(r"'{3,}|-{3}|\*{3}|<{3,}")
_DEEPEST = 8  # blocks in blocks
_BREAK = re.compile(r"[ \t]\+$", re.MULTILINE)


@dataclass(slots=True)
class _Writer:
    """Reads lines from the top and writes what they are."""

    lines: list[str]
    attributes: dict[str, str]
    depth: int = 0
    at: int = 0
    settings: str = ""  # what stands in brackets above the block that follows

    def write(self) -> str:
        out: list[str] = []
        while self.at < len(self.lines):
            out.append(self._block())
        return "\n".join(part for part in out if part)

    def _block(self) -> str:
        line = self.lines[self.at].rstrip()
        bare = line.strip()
        is_remark = bare.startswith("//") and not bare.startswith("///")
        if not bare or is_remark or bare == "+" or DIRECTIVE.fullmatch(bare):
            self.at += 1
            return ""
        if _SETTINGS.fullmatch(bare):
            self.at += 1
            self.settings += bare
            return ""
        written = self._known(bare)
        self.settings = ""
        return written

    def _known(self, bare: str) -> str:
        if found := ATTRIBUTE.fullmatch(bare):
            self.attributes[found[1].strip("!").lower()] = found[2] or ""
            self.at += 1
            return ""
        if _FENCE.fullmatch(bare):
            return self._fenced(bare)
        if ITEM.match(bare) or TERM.fullmatch(bare):
            items, self.at = read_items(self.lines, self.at)
            return list_html(items, self._inline)
        single = self._single(bare)
        if single is not None:
            self.at += 1
            return single
        return self._paragraph()

    def _single(self, bare: str) -> str | None:
        """What is told by one line alone."""
        if found := _SECTION.fullmatch(bare):
            level = min(len(found[1]) + 1, 6)
            return f"<h{level}>{self._inline(found[2])}</h{level}>"
        if _RULE.fullmatch(bare):
            return "<hr>"
        if found := _MACRO.fullmatch(bare):
            return self._macro(found)
        if found := _TITLE.fullmatch(bare):
            return f"<p><strong>{self._inline(found[1])}</strong></p>"
        return None

    def _macro(self, found: re.Match[str]) -> str:
        if found[1] == "image":
            return f'<p><img src="{escape(found[2])}" alt="{escape(found[3].split(",")[0])}"></p>'
        return f"<p>[{found[1]}: {escape(found[2])}]</p>"  # what stands in another file is not part of this one

    def _fenced(self, fence: str) -> str:
        """From a fence to the next one that is the same, or to the end."""
        closing = "```" if fence.startswith("```") else fence
        end = self.at + 1
        while end < len(self.lines) and self.lines[end].strip() != closing:
            end += 1
        inside = self.lines[self.at + 1 : end]
        self.at = end + 1
        sort = fence[0]
        if sort == "/":
            return ""
        if fence[1:2] == "=" and sort != "=":
            return table(inside, self.settings, self._inline) if sort in "|!" else _verbatim(inside)
        if sort == "+":
            return "\n".join(inside)
        if (sort in "-.`" and fence != "--") or "source" in self.settings or self.depth >= _DEEPEST:
            return _verbatim(inside)
        html = _Writer(inside, self.attributes, self.depth + 1).write()
        return f"<blockquote>{html}</blockquote>" if sort == "_" or "quote" in self.settings else html

    def _paragraph(self) -> str:
        begun = self.at
        self.at += 1
        while self.at < len(self.lines) and not self._ends_paragraph(self.lines[self.at].strip()):
            self.at += 1
        run = self.lines[begun : self.at]
        if run[0][:1] in (" ", "\t") or "source" in self.settings or "listing" in self.settings:
            return _verbatim(run)
        text = "\n".join(line.strip() for line in run if not (line.startswith("//") or DIRECTIVE.match(line)))
        found = _ADMONITION.fullmatch(text)
        label = f"<strong>{found[1].title()}:</strong> " if found else ""
        html = _BREAK.sub("<br>", self._inline(found[2] if found else text))
        return f"<blockquote><p>{html}</p></blockquote>" if "quote" in self.settings else f"<p>{label}{html}</p>"

    def _ends_paragraph(self, bare: str) -> bool:
        return not bare or bare == "+" or bool(_FENCE.fullmatch(bare) or _SETTINGS.fullmatch(bare))

    def _inline(self, text: str) -> str:
        return inline(text, self.attributes)


def blocks_html(lines: list[str], attributes: dict[str, str]) -> str:
    """HTML of the lines of a document, yet to be sanitised: what it passes through is passed as it stands."""
    return _Writer(lines, dict(attributes)).write()


def _verbatim(lines: list[str]) -> str:
    return f"<pre>{escape(chr(10).join(lines))}</pre>"
