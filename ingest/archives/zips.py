"""The files of a ZIP archive, one after another."""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator

from ingest.archives.bounds import MOST_FILES, Budget, Full, Refused

_ENTRY = b"PK\x01\x02"  # begins each entry of the list at the end
_MOST_ENTRIES = 10 * MOST_FILES  # a list of millions would fill the memory before the first file is seen
_ENCRYPTED = "it is encrypted; unpack it with its password and import what it holds"
_LINK = "it is a link, which leads nowhere outside of the archive; import the file that it stands for"
_UNKNOWN = "it is packed in a way that is not read; unpack it and import what it holds"
_BROKEN = "it is damaged ({}); fetch the archive again"


def zip_files(body: bytes, budget: Budget) -> Iterator[tuple[str, bytes | Refused]]:
    """Each file with its name as written, or why it is refused. Raises Full, and what zipfile raises."""
    if body.count(_ENTRY) > _MOST_ENTRIES:
        raise Full(f"it lists more than {_MOST_ENTRIES:,} files; unpack it and import a part")
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        for entry in archive.infolist():
            if not entry.is_dir():
                yield entry.filename, _taken(archive, entry, budget)


def names_in(body: bytes) -> list[str]:
    """What the list at the end of a ZIP archive names; nothing where there is no list that can be read."""
    if body.count(_ENTRY) > _MOST_ENTRIES:
        return []
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return archive.namelist()
    except Exception:  # of a broken list zipfile raises whatever the bytes bring about
        return []


def _taken(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: Budget) -> bytes | Refused:
    if entry.flag_bits & 1:
        return Refused(_ENCRYPTED)
    if stat.S_ISLNK(entry.external_attr >> 16):
        return Refused(_LINK)
    try:
        with archive.open(entry) as stream:
            return budget.take(stream, entry.compress_size)
    except Refused as refused:
        return refused
    except NotImplementedError:
        return Refused(_UNKNOWN)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError) as error:
        return Refused(_BROKEN.format(" ".join(str(error).split())[:200] or type(error).__name__))
