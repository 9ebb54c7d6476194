"""Styles and scripts that a page hid from old browsers, left in a text that was taken from it."""

import re

# As XHTML has it (W3C, HTML compatibility guidelines, C.4): both marks stand in comments of the style or script, and
# programs that wrote a page anew put further pairs around. Each line is read a bounded number of times.
_HIDDEN = re.compile(
    r"(?:^[ \t]*<!--(?:/\*|//)--><!\[CDATA\[[^\n]*\n){1,20}+"
    r"(?:(?![ \t]*(?:<!--(?:/\*|//)--><!\[CDATA\[|(?:/\*|//)(?:--><!)?\]))[^\n]*\n){0,500}+"
    r"(?:^[ \t]*(?:/\*|//)(?:--><!)?\]+>[^\n]*$\n?){1,20}+",
    re.MULTILINE,
)


def without_hidden(text: str) -> str:
    """The words that the page showed; blank lines stand for what it hid, and what does not end is left. Linear time."""
    return _HIDDEN.sub(lambda found: "\n" * found[0].count("\n"), text) if "<![CDATA[" in text else text
