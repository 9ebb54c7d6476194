"""The record of what was committed: one small file that names every other, replaced whole at each commit."""

import json
import os
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from index.port import IndexDamaged

FORMAT = 8  # raised whenever schema or analysis change what is written, so that older indexes are rebuilt
NAME = "CURRENT"
_BLOCK = 1 << 20
_END = 1 << 12

Mark = tuple[str, int, int, int]  # of a file its path, inode, size and last writing in nanoseconds
Stamp = tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A file as it was when it was committed."""

    size: int  # bytes
    ends: int  # CRC-32 of its first and last 4 KiB: cheap to test, and a torn write shows at the ends
    whole: int  # CRC-32 of all of it


@dataclass(frozen=True, slots=True)
class Manifest:
    """A commit: the generation's folder, the number of its table of contents, and its files."""

    generation: int  # the folder is named after it
    commit: int | None  # None: nothing was written yet
    files: dict[str, Entry]  # by name within the generation's folder

    @property
    def folder(self) -> str:
        return f"g{self.generation}"


EMPTY = Manifest(0, None, {})


def encode(manifest: Manifest) -> bytes:
    """A line of checksum and format, then a line of JSON."""
    files = {name: [entry.size, entry.ends, entry.whole] for name, entry in sorted(manifest.files.items())}
    body = json.dumps({"generation": manifest.generation, "commit": manifest.commit, "files": files}).encode()
    return b"%08x %d\n%s\n" % (zlib.crc32(body), FORMAT, body)


def decode(data: bytes) -> Manifest:
    """What encode wrote. Raises ValueError for anything else."""
    if not data.endswith(b"\n"):
        raise ValueError("its end is missing")
    head, _, body = data.removesuffix(b"\n").partition(b"\n")
    checksum, _, format_ = head.partition(b" ")
    if int(format_) != FORMAT:
        raise ValueError(f"it has format {int(format_)}, this version reads {FORMAT}")
    if int(checksum, 16) != zlib.crc32(body):
        raise ValueError("its checksum does not match")
    raw = json.loads(body)
    return Manifest(raw["generation"], raw["commit"], {name: Entry(*entry) for name, entry in raw["files"].items()})


def write(folder: Path, manifest: Manifest) -> None:
    """Make a commit the current one: atomic, and durable on return."""
    temporary = folder / f"{NAME}.new"
    with temporary.open("wb") as file:
        file.write(encode(manifest))
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(folder / NAME)
    sync_folder(folder)


def committed(folder: Path, names: Iterable[str], known: dict[str, Entry]) -> dict[str, Entry]:
    """Entries for files about to be committed, each fsynced; those already known are taken as they are."""
    entries = {name: known[name] if name in known else _seal(folder / name) for name in names}
    sync_folder(folder)
    return entries


def check_sizes(folder: Path, manifest: Manifest) -> Stamp:
    """Raise IndexDamaged when a file is missing or has another size; else what tells whether anybody writes to one."""
    stamp = []
    for name, entry in manifest.files.items():
        path = folder / manifest.folder / name
        try:
            found = path.stat()
        except FileNotFoundError as error:
            raise IndexDamaged(f"{path} is missing; rebuild the index") from error
        if found.st_size != entry.size:
            raise IndexDamaged(f"{path} has {found.st_size} bytes, {entry.size} were committed; rebuild the index")
        stamp.append(mark(str(path), found))
    return tuple(stamp)


def mark(path: str, found: os.stat_result) -> Mark:
    """What changes with a file when anybody writes to it, or puts another in its place."""
    return path, found.st_ino, found.st_size, found.st_mtime_ns


def untouched(stamp: Stamp) -> bool:
    """Whether nobody has written to any of the files since. Takes microseconds."""
    try:
        for path, inode, size, written in stamp:
            found = os.stat(path)  # noqa: PTH116 - on the way of every search
            if found.st_ino != inode or found.st_size != size or found.st_mtime_ns != written:
                return False
    except FileNotFoundError:
        return False
    return True


def check_ends(folder: Path, manifest: Manifest) -> None:
    """Raise IndexDamaged when the first or last 4 KiB of a file changed. Reads 8 KiB a file."""
    for name, entry in manifest.files.items():
        path = folder / manifest.folder / name
        if _ends(path, entry.size) != entry.ends:
            raise IndexDamaged(f"{path} is not what was committed; rebuild the index")


def is_whole(folder: Path, name: str, manifest: Manifest) -> bool:
    """Whether a file is, to its last byte, what was committed. Reads all of it."""
    entry, path = manifest.files.get(name), folder / name
    return entry is not None and path.is_file() and path.stat().st_size == entry.size and _whole(path) == entry.whole


def check_whole(folder: Path, manifest: Manifest) -> None:
    """Raise IndexDamaged when any byte of any file changed. Reads everything."""
    check_sizes(folder, manifest)
    for name in manifest.files:
        path = folder / manifest.folder / name
        if not is_whole(path.parent, name, manifest):
            raise IndexDamaged(f"{path} is not what was committed; rebuild the index")


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _seal(path: Path) -> Entry:
    with path.open("rb") as file:
        os.fsync(file.fileno())
    size = path.stat().st_size
    return Entry(size, _ends(path, size), _whole(path))


def _ends(path: Path, size: int) -> int:
    with path.open("rb") as file:
        first = file.read(_END)
        file.seek(max(0, size - _END))
        return zlib.crc32(file.read(_END), zlib.crc32(first))


def _whole(path: Path) -> int:
    checksum = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            checksum = zlib.crc32(block, checksum)
    return checksum
