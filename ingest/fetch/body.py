"""Reading a body in bounds: decompressed piece by piece, so that a decompression bomb is stopped in time."""

import zlib
from collections.abc import Iterable, Iterator

_PIECE = 65_536  # bytes that one step of decompression may give
_GZIP = zlib.MAX_WBITS | 16
_ZLIB = zlib.MAX_WBITS
_BARE = -zlib.MAX_WBITS


class TooLarge(Exception):
    """The body is larger than the limit."""


class Garbled(Exception):
    """The body cannot be decompressed; the message says why."""


def read_body(chunks: Iterable[bytes], coding: str, limit: int) -> bytes:
    """The body after content decoding (RFC 9110 section 8.4): gzip, deflate or none.

    Raises TooLarge beyond `limit` bytes, Garbled for another coding, a chain of codings or damaged data.
    """
    body = read_start(chunks, coding, limit + 1)
    if len(body) > limit:
        raise TooLarge
    return body


def read_start(chunks: Iterable[bytes], coding: str, most: int) -> bytes:
    """The first `most` bytes of the body after content decoding, or all where there are no more; raises Garbled."""
    body = bytearray()
    for piece in _decoded(chunks, coding.strip().lower()):
        body += piece
        if len(body) >= most:
            break
    return bytes(memoryview(body)[:most])


def _decoded(chunks: Iterable[bytes], coding: str) -> Iterable[bytes]:
    if coding in ("", "identity"):
        return chunks
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise Garbled(f'it is encoded as "{coding[:40]}", which was not asked for')
    return inflated(chunks, coding)


def inflated(chunks: Iterable[bytes], coding: str) -> Iterator[bytes]:
    """Members one after the other, as RFC 1952 section 2.2 has it; what follows the last one is ignored."""
    decoder, members = None, 0
    for chunk in chunks:
        rest, piece = chunk, b""
        while rest or len(piece) == _PIECE:
            if decoder is None:
                if members and not rest.startswith(b"\x1f"):
                    return
                decoder = zlib.decompressobj(_window(coding, rest))
            piece = _inflate(decoder, rest)
            yield piece
            rest = decoder.unconsumed_tail
            if decoder.eof:
                rest, piece, decoder, members = decoder.unused_data, b"", None, members + 1
    if decoder is not None:
        raise Garbled("its compressed data ends too early")


def _window(coding: str, start: bytes) -> int:
    """How the data is wrapped. "deflate" means zlib, but some servers send it bare (RFC 9110 section 8.4.1.2)."""
    if coding != "deflate":
        return _GZIP
    is_zlib = start[0] & 0x0F == 8 and (len(start) < 2 or int.from_bytes(start[:2], "big") % 31 == 0)
    return _ZLIB if is_zlib else _BARE


def _inflate(decoder: "zlib._Decompress", data: bytes) -> bytes:
    try:
        return decoder.decompress(data, _PIECE)
    except zlib.error as error:
        raise Garbled(f"its compressed data is damaged ({error})") from error
