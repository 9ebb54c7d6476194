"""From bytes to a message of the standard library, and its headers as text, whatever they hold."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from email.policy import EmailPolicy
from typing import TYPE_CHECKING

from ingest.charset import decode
from ingest.mail.sniff import start_of
from ingest.text import one_line

LARGEST = 35_000_000  # bytes; what the largest servers let through, written in base64
_MOST_LINES = 700_000  # of base64 a message of that size has 460,000
_MOST_PARTS = 10_000  # lines that may part two parts; each part costs the parser some kilobytes
_LONGEST_HEADER = 4_000  # characters; the parser of headers needs quadratic time for what is hostile
# A line that parts two parts (RFC 2046, section 5.1.1), told by the header or the blank line that follows it.
_PARTS = re.compile(r"^--(?P<boundary>[^\s\"\\][^\n\"\\]{0,69}?)[ \t]*\n(?=[A-Za-z-]{1,40}:|\n)", re.MULTILINE)
_LAST_OF_LATIN_1 = "\xff"
_TOO_LARGE = f"the message is larger than {LARGEST:,} bytes or has very many lines or parts; save what matters of it"
_BROKEN = "the message is nested or broken beyond reading ({}); save its text as .txt and import that"


class Unparsed(Exception):
    """A message that is not read; the text says why and what to do."""


if TYPE_CHECKING:
    _Policy = EmailPolicy[EmailMessage]
else:
    _Policy = EmailPolicy  # generic to the checker alone


class _Forgiving(_Policy):
    """The library's policy for new programs, but no header makes it raise or take long."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        value = _mended(str(value)[:_LONGEST_HEADER])
        if name.lower() == "date":  # the library would write the moment it understood, not what is written
            return value
        try:
            return str(super().header_fetch_parse(name, value))
        except Exception:  # a dozen kinds, one for each way in which a header can be broken
            return value


_POLICY = _Forgiving(refold_source="none")


def parse(body: bytes) -> EmailMessage:
    """The message. Raises Unparsed for one that would take too much time or memory."""
    if len(body) > LARGEST or body.count(b"\n") > _MOST_LINES or body.count(b"\n--") > _MOST_PARTS:
        raise Unparsed(_TOO_LARGE)
    try:
        return message_from_bytes(start_of(body), policy=_POLICY)
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError, AssertionError) as error:
        raise Unparsed(_BROKEN.format(type(error).__name__)) from error


def behind_the_end(message: Message) -> list[Message]:
    """Parts that stand behind the line that ends a multipart message, where a broken program put them."""
    boundary, rest = message.get_boundary(), message.epilogue
    if not (boundary and rest and f"--{boundary}\n" in rest.replace("\r\n", "\n")):
        return []
    return _parted(rest.replace(f"--{boundary}--", f"--{boundary}"), boundary)


def parted_by_its_lines(message: Message) -> list[Message]:
    """Parts of a multipart message that names no boundary, or another one than stands between them."""
    written = str(message.get_payload()).replace("\r\n", "\n")
    found = _PARTS.search(written)
    return _parted(written, found["boundary"]) if found else []


def _parted(body: str, boundary: str) -> list[Message]:
    head = f'Content-Type: multipart/mixed; boundary="{boundary}"\n\n'
    payload = parse(f"{head}{body}".encode("utf-8", "surrogateescape")).get_payload()
    return [part for part in payload if isinstance(part, Message)] if isinstance(payload, list) else []


def header(message: Message, name: str) -> str:
    """The first header of this name in one line; "" where there is none."""
    return one_line(_decoded(str(message.get(name) or "")))


def _decoded(value: str) -> str:
    """The words that the library leaves encoded, since letters beyond ASCII stand in them (against RFC 2047)."""
    if "=?" not in value or value.isascii() or max(value) > _LAST_OF_LATIN_1:
        return value
    try:
        return str(make_header(decode_header(value)))
    except (ValueError, LookupError, HeaderParseError):
        return value


def headers(message: Message) -> Iterator[tuple[str, str]]:
    for name in dict.fromkeys(message.keys()):
        yield from ((name, one_line(str(value))) for value in message.get_all(name, []))


def _mended(value: str) -> str:
    """Letters beyond ASCII that were written without saying in which encoding."""
    if value.isascii():
        return value
    return decode(value.encode("utf-8", "surrogateescape"))
