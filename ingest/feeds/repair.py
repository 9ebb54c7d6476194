"""Mending what would keep an XML parser from reading a feed: characters, entities and document types."""

import re
from html.entities import html5
from xml.sax.saxutils import escape

# XML 1.0 section 2.2 allows these nowhere, however they are written.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DECLARATION = re.compile(r"\s*<\?xml\s[^>]{0,300}\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE\b[^>\[]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
_ELEMENT = re.compile(r"<[A-Za-z_]")
_REFERENCE = re.compile(
    r"&(?!(?:amp|lt|gt|quot|apos);)(?:#([0-9]{1,8});|#[xX]([0-9A-Fa-f]{1,8});|([A-Za-z][A-Za-z0-9]{0,31});|)"
)


def repaired(text: str) -> str:
    """The document without its XML declaration and document type, and with references every parser knows.

    Line numbers stay as they are. Entities that a document declares itself are not expanded: a reference to one stays
    as the words it is written in, which makes a "billion laughs" (exponential entity expansion) harmless.
    """
    text = _without_head(_FORBIDDEN.sub("", text).removeprefix("\ufeff"))
    return "".join(part if is_cdata else _REFERENCE.sub(_reference, part) for part, is_cdata in _parts(text))


def _without_head(text: str) -> str:
    if declaration := _DECLARATION.match(text):
        text = _blank(declaration) + text[declaration.end() :]
    element = _ELEMENT.search(text)
    start = text[: element.start()].upper().find("<!DOCTYPE") if element else -1
    if start >= 0 and (doctype := _DOCTYPE.match(text, start)):
        text = text[:start] + _blank(doctype) + text[doctype.end() :]
    return text


def _blank(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n")


def _parts(text: str) -> list[tuple[str, bool]]:
    """The text cut at CDATA sections, in which an ampersand is an ampersand."""
    parts, at = [], 0
    while (start := text.find("<![CDATA[", at)) >= 0 and (end := text.find("]]>", start)) >= 0:
        parts += [(text[at:start], False), (text[start : end + 3], True)]
        at = end + 3
    return [*parts, (text[at:], False)]


def _reference(found: re.Match[str]) -> str:
    decimal, hexadecimal, name = found.groups()
    if name:
        known = html5.get(f"{name};")
        return escape(known) if known else f"&amp;{name};"
    if decimal or hexadecimal:
        return found[0] if _is_character(int(decimal) if decimal else int(hexadecimal, 16)) else ""
    return "&amp;"


def _is_character(code: int) -> bool:
    return 0 < code <= 0x10FFFF and not _FORBIDDEN.match(chr(code))
