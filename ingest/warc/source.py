"""The bytes of a WARC as a stream that is read in bounds, plain or as members of gzip."""

from collections.abc import Iterable, Iterator

from ingest.fetch.body import Garbled, inflated

_PIECE = 65_536
_MOST = 1_000_000_000  # bytes that are unpacked of one file, read or passed over
_LONGEST_LINE = 65_536


class Broken(Exception):
    """The records end here; the message says why."""


class Source:
    """Lines and blocks in turn; what was read is gone from memory."""

    def __init__(self, body: bytes) -> None:
        self._pieces = _bounded(inflated(_cut(body), "gzip") if body.startswith(b"\x1f\x8b") else _cut(body))
        self._buffer = bytearray()

    def line(self) -> bytes | None:
        """The next line with its end; None at the end. Raises Broken for one that is no line of a header."""
        at = 0
        while (end := self._buffer.find(b"\n", at)) < 0 and at <= _LONGEST_LINE:
            at = len(self._buffer)
            if not self._fill():
                return self._taken(at) or None
        if end < 0 or end > _LONGEST_LINE:
            raise Broken("a line of a header is too long")
        return self._taken(end + 1)

    def block(self, size: int, most: int) -> bytes:
        """The first `most` of the next `size` bytes, all of which are passed. Raises Broken where they are fewer."""
        kept = bytearray()
        while size > 0:
            if not self._buffer and not self._fill():
                raise Broken("it ends within a record")
            piece = self._taken(min(size, len(self._buffer)))
            size -= len(piece)
            kept += piece[: max(0, most - len(kept))]
        return bytes(kept)

    def _fill(self) -> bool:
        try:
            piece = next(self._pieces, b"")
        except Garbled as error:
            raise Broken(str(error)) from error
        self._buffer += piece
        return bool(piece)

    def _taken(self, size: int) -> bytes:
        taken = bytes(self._buffer[:size])
        del self._buffer[:size]
        return taken


def _cut(body: bytes) -> Iterator[bytes]:
    return (body[at : at + _PIECE] for at in range(0, len(body), _PIECE))


def _bounded(pieces: Iterable[bytes]) -> Iterator[bytes]:
    passed = 0
    for piece in pieces:
        passed += len(piece)
        if passed > _MOST:
            raise Broken(f"unpacked it is larger than {_MOST:,} bytes")
        if piece:
            yield piece
