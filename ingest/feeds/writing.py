"""From the writing in a feed to clean HTML, plain text and titles."""

import re

from ingest.feeds.records import Text
from ingest.html import absolute, clean, paragraphs, text
from ingest.text import one_line, unescape

MAX_TEXT = 1_000_000  # characters of one text that are read
_LONGEST_TITLE = 500  # characters
_WORDS_OF_TITLE = 80  # characters of a title made from the text
_TAG = re.compile(r"</?(?:p|br|div|a|b|i|em|strong|span|ul|ol|li|h[1-6]|img|table|blockquote|pre|code)\b[^<>]*>", re.I)
_ESCAPED = re.compile(r"\s*&(?:amp;)?lt;(?:p|div|br|h[1-6]|ul|ol|table|blockquote|img|a|b|span|strong|em)\b", re.I)


def body_of(writing: Text, base: str | None) -> str:
    """Sanitised HTML with absolute links; plain text becomes paragraphs."""
    value, base = writing.value[:MAX_TEXT], absolute(writing.base or "", base) or base
    if writing.is_html and "<" not in value:
        value = unescape(value)
        if _ESCAPED.match(writing.value) and "</" in value:  # escaped once more than the format asks for
            return clean(value, base)
        return paragraphs(value)
    if writing.is_html or _TAG.search(value):
        return clean(value, base)
    return paragraphs(value)


def line_of(writing: Text | None) -> str:
    """One line of plain text: a title, a name, a notice."""
    if writing is None:
        return ""
    value = writing.value[: 4 * _LONGEST_TITLE]
    if writing.is_html and ("<" in value or "&" in value):
        value = text(clean(value, None))
    return shortened(one_line(unescape(value)), _LONGEST_TITLE)


def first_words(plain: str) -> str:
    """A title for a text that has none."""
    return shortened(one_line(plain[: 4 * _WORDS_OF_TITLE]), _WORDS_OF_TITLE)


def shortened(line: str, most: int) -> str:
    """The line, cut between words with an ellipsis where it is longer than `most` characters."""
    if len(line) <= most:
        return line
    words = line[: most - 1].rpartition(" ")[0] or line[: most - 1]
    return words.rstrip(" ,;:.-") + "…"
