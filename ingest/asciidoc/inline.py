"""Marks within a line of AsciiDoc as HTML: words that stand out, code, links, footnotes."""

import re
from html import escape

_REFERENCE = re.compile(r"\{([A-Za-z0-9_][\w-]{0,60})\}")
_DEEPEST = 4  # marks in marks
_SIGNS = {
    "nbsp": " ", "zwsp": "", "wj": "", "empty": "", "sp": " ", "amp": "&", "lt": "<", "gt": ">", "apos": "'",
    "quot": '"', "plus": "+", "pipe": "|", "vbar": "|", "startsb": "[", "endsb": "]", "asterisk": "*",
    "backtick": "`", "tilde": "~", "caret": "^", "backslash": "\\", "two-colons": "::", "two-semicolons": ";;",
}  # fmt: skip
_WORDS = r"[^\[\]\n]{0,400}"
# Each part is bounded, so that a line takes linear time whatever stands in it.
_MARKS = re.compile(
    rf"""
      \\(?P<plain>[*_`+\#{{\[<]|https?:)
    | (?:(?<![\w`])`\+(?P<literal>[^`\n]{{1,300}}?)\+`(?![\w`]))
    | ``(?P<wide_code>[^`\n]{{1,300}})``
    | (?<![\w`])`(?P<code>[^`\s](?:[^`\n]{{0,300}}?[^`\s])?)`(?![\w`])
    | (?:\+\+\+|\+\+|\$\$)(?P<passed>[^+$\n]{{1,300}})(?:\+\+\+|\+\+|\$\$)
    | pass:[a-z,]{{0,20}}\[(?P<pass>{_WORDS})\]
    | (?P<picture>image:(?P<source>[^:\s\[\]][^\s\[\]]{{0,300}})\[(?P<alternative>{_WORDS})\])
    | (?:link:|mailto:(?=\S))(?P<target>[^\s\[\]]{{1,600}})\[(?P<words>{_WORDS})\]
    | (?P<url>(?:https?|ftp)://[^\s\[\]<>`|]{{1,600}})\[(?P<url_words>{_WORDS})\]
    | footnote(?:ref)?:[\w-]{{0,60}}\[(?P<note>{_WORDS})\]
    | <<(?P<anchor>[^<>,\n]{{1,200}})(?:,(?P<anchor_words>[^<>\n]{{1,300}}))?>>
    | xref:(?P<xref>[^\s\[\]]{{1,300}})\[(?P<xref_words>{_WORDS})\]
    | \[\[[^\[\]\n]{{1,200}}\]\]
    | (?:\[[^\[\]\n]{{0,100}}\])?\#(?P<marked>[^\#\s](?:[^\#\n]{{0,300}}?[^\#\s])?)\#(?!\w)
    | (?<![\w*])\*(?P<bold>[^*\s](?:[^*\n]{{0,300}}?[^*\s])?)\*(?![\w*])
    | \*\*(?P<wide_bold>[^*\n]{{1,300}})\*\*
    | (?<![\w_])_(?P<slanted>[^_\s](?:[^\n]{{0,300}}?[^_\s])?)_(?![\w_])
    """,
    re.VERBOSE,
)


def inline(text: str, attributes: dict[str, str], depth: int = 0) -> str:
    """One paragraph or cell as HTML. Nothing of it is markup before it is written here."""
    if depth == 0:
        text = _REFERENCE.sub(lambda found: _value(found, attributes), text)
    parts: list[str] = []
    done = 0
    for found in _MARKS.finditer(text):
        parts += (escape(text[done : found.start()]), _marked(found, attributes, depth))
        done = found.end()
    return "".join((*parts, escape(text[done:])))


def _value(found: re.Match[str], attributes: dict[str, str]) -> str:
    name = found[1].lower()
    return attributes.get(name, _SIGNS.get(name, found[0]))[:2000]


def _marked(found: re.Match[str], attributes: dict[str, str], depth: int) -> str:
    for group in ("literal", "wide_code", "code"):
        if found[group]:
            return f"<code>{escape(found[group].strip('+'))}</code>"
    for group in ("plain", "passed", "pass"):
        if found[group]:
            return escape(found[group])
    if found["picture"]:
        return f'<img src="{escape(found["source"])}" alt="{escape(found["alternative"].split(",")[0])}">'
    if found["target"] or found["url"]:
        return _link(found, attributes, depth)
    for group, tag in (("bold", "strong"), ("wide_bold", "strong"), ("slanted", "em"), ("marked", "mark")):
        if found[group]:
            return f"<{tag}>{_inner(found[group], attributes, depth)}</{tag}>"
    if found["note"]:
        return f" ({_inner(found['note'], attributes, depth)})"
    return escape(found["anchor_words"] or found["xref_words"] or found["anchor"] or found["xref"] or "")


def _link(found: re.Match[str], attributes: dict[str, str], depth: int) -> str:
    target = found["url"] or found["target"].strip("+")
    mail = found[0].startswith("mailto:")
    words = (found["url_words"] or found["words"] or "").partition(",window=")[0].partition(",role=")[0].strip('"^')
    href = f"mailto:{target}" if mail else target
    return f'<a href="{escape(href)}">{_inner(words, attributes, depth) if words else escape(target)}</a>'


def _inner(text: str, attributes: dict[str, str], depth: int) -> str:
    return inline(text, attributes, depth + 1) if depth < _DEEPEST else escape(text)
