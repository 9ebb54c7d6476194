"""Plain text made fit to keep: no forbidden control characters, one line end, one Unicode form."""

import html
import re
import unicodedata

# XML 1.0 (fifth edition), section 2.2, "Char", negated; feeds and sitemaps must not carry these.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\ufeff]")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")

# Unicode Standard Annex #9, section 2: embeddings, overrides and isolates; marks such as U+200F turn nothing else.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")

_LONGEST_NAME = 120  # characters
_HUGE_REFERENCE = re.compile(r"&#\d{8,};?")  # int() refuses numbers of more than 4,300 digits


def tidy(text: str) -> str:
    """The text in NFC with "\\n" as its only line end, without byte-order marks and the characters XML 1.0 forbids or
    discourages (section 2.2). White space is left as it stands; linear time."""
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", text)))


def one_line(text: str) -> str:
    """The tidy text as a title carries it: every run of white space, no-break spaces among it, is one space, and
    nothing turns round what stands in it or behind it."""
    return " ".join(_TURNING.sub("", tidy(text)).split())


def shortened(line: str, most: int) -> str:
    """The line, cut between words with an ellipsis where it is longer than `most` characters."""
    if len(line) <= most:
        return line
    words = line[: most - 1].rpartition(" ")[0] or line[: most - 1]
    return words.rstrip(" ,;:.-") + "…"


def name_of(line: str) -> str:
    """What a publisher calls itself, fit to stand in a list beside others: the beginning of a very long one."""
    return shortened(line, _LONGEST_NAME)


def unescape(text: str) -> str:
    """Character references resolved as HTML says; numbers beyond Unicode become U+FFFD."""
    return html.unescape(_HUGE_REFERENCE.sub("\ufffd", text)) if "&" in text else text
