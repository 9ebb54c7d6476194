"""The name in what a feed writes of an author, where it may stand with a mail address in either order."""

import re

_MAIL = re.compile(
    r"(?:mailto:)?[\w.%+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}(?:\?subject=\S{0,200})?", re.IGNORECASE
)
_EMPTY = re.compile(r"\(\s*\)|<\s*>|\[\s*\]|&lt;\s*&gt;")
_ENCLOSED = re.compile(r"\(([^()]*)\)|<([^<>]*)>|\[([^\[\]]*)\]|\"([^\"]*)\"")


def person(written: str) -> str:
    """`Jo Doe` of "jo@example.org (Jo Doe)" as RSS 2.0 writes it, and of "Jo Doe <jo@example.org>"; the address where
    it stands alone."""
    name = _EMPTY.sub("", _MAIL.sub("", written)).strip(" \t\r\n,;")
    whole = _ENCLOSED.fullmatch(name)
    name = next((part for part in whole.groups() if part), "").strip() if whole else name
    return name or written.strip()
