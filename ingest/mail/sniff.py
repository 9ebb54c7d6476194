"""Whether bytes are a mail message: told by the header that they begin with (RFC 5322, section 2.2)."""

import re
from codecs import BOM_UTF8

_HEADER = re.compile(rb"([\x21-\x39\x3b-\x7e]{1,100}):(?:[ \t][^\r\n]*)?\r?\n(?:[ \t]+\S[^\r\n]*\r?\n)*")
_MBOX = re.compile(rb"From \S[^\r\n]{0,300}\r?\n")
_TRANSPORT = frozenset((b"received", b"return-path", b"delivered-to", b"x-original-to", b"message-id", b"mime-version"))
_LETTER = frozenset((b"from", b"to", b"date", b"subject"))
_LOOKED_AT = 65_536  # bytes; some servers write long headers before the first that tells


def looks_like_mail(body: bytes) -> bool:
    """A header with lines that only mail has beside a sender's or a subject, or with three that letters have.

    A text may well begin with one such line; a sender, a date and a subject in a row make a letter, and a version of
    MIME or a sender beside a type of content make what a program took out of one.
    """
    names = set(_names(start_of(body)[:_LOOKED_AT]))
    transport, letter = names & _TRANSPORT, names & _LETTER
    typed = b"content-type" in names and bool(names & {b"mime-version", b"from"})
    return typed or bool(transport and (letter or len(transport) > 1)) or (b"from" in letter and len(letter) >= 3)


def has_header(body: bytes) -> bool:
    """Whether it begins with any header at all, as a file that is said to be a mail must."""
    return bool(_names(start_of(body)[:_LOOKED_AT]))


def start_of(body: bytes) -> bytes:
    """The bytes without blanks and a signature of UTF-8 before them."""
    return body.lstrip().removeprefix(BOM_UTF8).lstrip()


def _names(start: bytes) -> list[bytes]:
    begins = _MBOX.match(start)
    at = begins.end() if begins else 0
    names = []
    while found := _HEADER.match(start, at):
        names.append(found[1].lower())
        at = found.end()
    return names
