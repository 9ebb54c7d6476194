"""A file of named, flat arrays behind a checksummed header, mapped into memory when it is read.

The file begins with MAGIC, the CRC-32 and the length of a JSON header, and the header: for each array its place in the
file, its type and its length. The arrays follow, each at a multiple of 64 bytes, so that any type can be mapped.
"""

import json
import mmap
import os
import struct
import zlib
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from index.port import IndexDamaged

Array = np.ndarray[Any, np.dtype[Any]]
Named = Iterator[tuple[str, Array | Iterable[Array]]]  # arrays with their names, whole or in pieces of one type

_MAGIC = b"KBFLAT1\n"
_HEAD = struct.Struct("<8sII")  # magic, CRC-32 of the header, bytes of the header
_ALIGNED = 64
_ROOM = 1 << 13  # bytes for the header, which is written last


def write(path: Path, arrays: Named) -> None:
    """Write arrays to a new file, each as it comes; it is durable once it was committed."""
    places: dict[str, tuple[int, str, int]] = {}
    with path.open("wb") as file:
        file.seek(_ROOM)
        for name, whole in arrays:
            begin, count = file.tell(), 0
            for piece in [whole] if isinstance(whole, np.ndarray) else whole:
                file.write(np.ascontiguousarray(piece).data)
                count += len(piece)
                kind = piece.dtype.str
            places[name] = (begin - _ROOM, kind, count)
            file.write(bytes(-file.tell() % _ALIGNED))
        told = {"arrays": places, "bytes": file.tell() - _ROOM}
        header = json.dumps(told).encode().ljust(_ROOM - _HEAD.size)
        file.seek(0)
        file.write(_HEAD.pack(_MAGIC, zlib.crc32(header), len(header)) + header)


def read(path: Path) -> tuple[mmap.mmap, dict[str, Array]]:
    """A file, and its arrays, read-only; it stays mapped while one of them is held.

    Raises IndexDamaged when the header is not what was written or the file has another size than it says.
    """
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        if size < _HEAD.size:
            raise IndexDamaged(f"{path} is not a segment; rebuild the index")
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    places, begin = _header(path, mapped, size)
    return mapped, {
        name: np.frombuffer(mapped, dtype, count, begin + offset) for name, (offset, dtype, count) in places.items()
    }


def _header(path: Path, mapped: mmap.mmap, size: int) -> tuple[dict[str, tuple[int, str, int]], int]:
    """Where each array lies, and where the first may begin."""
    magic, checksum, length = _HEAD.unpack_from(mapped)
    header = mapped[_HEAD.size : _HEAD.size + length]
    if magic != _MAGIC or zlib.crc32(header) != checksum:
        raise IndexDamaged(f"the header of {path} is not what was written; rebuild the index")
    told = json.loads(header)
    begin = _HEAD.size + length + -(_HEAD.size + length) % _ALIGNED
    if begin + told["bytes"] != size:
        raise IndexDamaged(f"{path} has {size} bytes, its header says {begin + told['bytes']}; rebuild the index")
    return told["arrays"], begin


def spread(starts: Array, counts: Array) -> Array:
    """The numbers from each start on, as many as its count says, one run after the other."""
    ends = counts.cumsum(dtype=np.int64)
    numbers: Array = (starts - (ends - counts)).repeat(counts)
    numbers += np.arange(len(numbers))
    return numbers


def held(numbers: "array[int]") -> Array:
    """An array of Python's as one of NumPy's, in the same memory."""
    return np.frombuffer(numbers, numbers.typecode) if numbers else np.zeros(0, numbers.typecode)
