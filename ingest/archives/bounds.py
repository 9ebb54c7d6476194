"""How much may come out of an archive, and how a stream is read no further than that."""

from dataclasses import dataclass
from typing import Protocol

MOST_FILES = 2_000
LARGEST = 20_000_000  # bytes of one file; a PDF of several hundred pages has less
RATIO = 200  # how many times its packed size a file may have; texts reach 20, logs 60
_FREE = 1_000_000  # bytes below which the ratio does not matter: a table of equal lines packs very well
_CHUNK = 65_536
TOO_LARGE = f"unpacked it is larger than {LARGEST:,} bytes; split it, or import only the part that matters"
TOO_MUCH = "what it holds is too large altogether; the rest was not read, unpack it and import a part"
SWELLS = f"it unpacks to over {RATIO} times its size, as only data made to exhaust a reader does; it is left packed"


class Refused(Exception):
    """A file in an archive that is not taken out; the message says why and what to do."""


class Full(Exception):
    """No more may come out of this archive; the message says why and what to do."""


class Readable(Protocol):
    """What can be read bit by bit, as files and decompressors can."""

    def read(self, size: int = ..., /) -> bytes: ...


@dataclass(slots=True)
class Budget:
    """What is left of one archive's allowance."""

    room: int  # bytes
    files: int = MOST_FILES

    def take(self, stream: Readable, packed: int) -> bytes:
        """All of a stream. Raises Refused for one file that is too much, Full when the archive is."""
        if self.files <= 0:
            raise Full(f"it holds more than {MOST_FILES:,} files; the others were not read, import them by themselves")
        self.files -= 1
        body = read_bounded(stream, min(LARGEST, self.room), packed)
        if len(body) > self.room:
            raise Full(TOO_MUCH)
        if len(body) > LARGEST:
            raise Refused(TOO_LARGE)
        self.room -= len(body)
        return body


def read_bounded(stream: Readable, most: int, packed: int) -> bytes:
    """At most one byte more than `most`, so that the caller can tell. Raises Refused for what swells beyond measure."""
    chunks: list[bytes] = []
    size = 0
    while size <= most and (chunk := stream.read(min(_CHUNK, most + 1 - size))):
        chunks.append(chunk)
        size += len(chunk)
        if swells(size, packed):
            raise Refused(SWELLS)
    return b"".join(chunks)


def swells(size: int, packed: int) -> bool:
    """Whether so many bytes out of so few can only be a bomb."""
    return size > max(_FREE, RATIO * packed)
