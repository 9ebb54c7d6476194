"""A file of many messages one after another (RFC 4155), taken apart."""

import re

_BEGINS = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From \S[^\r\n]{0,300}\r?\n(?=[\x21-\x39\x3b-\x7e]{1,100}:)")
_ESCAPED = re.compile(rb"^>(?=>*From )", re.MULTILINE)


def messages(body: bytes) -> list[bytes]:
    """Each message without the line that parts it from the others; one alone where there is no such line."""
    starts = list(_BEGINS.finditer(body))
    if not starts:
        return [body]
    ends = [found.start() for found in starts[1:]] + [len(body)]
    return [_ESCAPED.sub(b"", body[found.end() : end]) for found, end in zip(starts, ends, strict=True)]
