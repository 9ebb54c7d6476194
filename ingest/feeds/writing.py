"""From the writing in a feed to clean HTML, plain text and titles."""

import re

from ingest.feeds.records import Text
from ingest.html import absolute, clean, paragraphs, text, words
from ingest.text import one_line, shortened, unescape

MAX_TEXT = 1_000_000  # characters of one text that are read
_LONGEST_TITLE = 500  # characters
_WORDS_OF_TITLE = 80  # characters of a title made from the text
_TAG = re.compile(r"</?(?:p|br|div|a|b|i|em|strong|span|ul|ol|li|h[1-6]|img|table|blockquote|pre|code)\b[^<>]*>", re.I)
_ESCAPED = re.compile(r"\s*&(?:amp;)?lt;(?:p|div|br|h[1-6]|ul|ol|table|blockquote|img|a|b|span|strong|em)\b", re.I)


def body_of(writing: Text, base: str | None) -> str:
    """Sanitised HTML with absolute links; plain text becomes paragraphs."""
    value, is_html = _told(writing)
    return clean(value, absolute(writing.base or "", base) or base) if is_html else paragraphs(value)


def words_of(writing: Text) -> str:
    """Plain text for a summary."""
    value, is_html = _told(writing)
    return words(value) if is_html else text(paragraphs(value))


def _told(writing: Text) -> tuple[str, bool]:
    """The writing, and whether it is HTML, whatever the feed says."""
    value = writing.value[:MAX_TEXT]
    if not writing.is_html or "<" in value:
        return value, writing.is_html or bool(_TAG.search(value))
    plain = unescape(value)
    return plain, bool(_ESCAPED.match(value) and "</" in plain)  # escaped once more than the format asks for


def line_of(writing: Text | None) -> str:
    """One line of plain text: a title, a name, a notice."""
    if writing is None:
        return ""
    value = writing.value[: 4 * _LONGEST_TITLE]
    if writing.is_html and ("<" in value or "&" in value):
        value = words(value)
    return shortened(one_line(unescape(value)), _LONGEST_TITLE)


def first_words(plain: str) -> str:
    """A title for a text that has none."""
    return shortened(one_line(plain[: 4 * _WORDS_OF_TITLE]), _WORDS_OF_TITLE)
