"""The files of a tar archive, one after another."""

import io
import tarfile
from collections.abc import Iterator

from ingest.archives.bounds import LARGEST, TOO_LARGE, Budget, Full, Refused

_LINK = "it is a link; import the file that it stands for"
_DEVICE = "it is a pipe or device, which holds no report"
_SHORT = "it ends before this file does; what comes before was read, fetch the archive again for the rest"


def is_tar(body: bytes) -> bool:
    """POSIX and GNU archives alike say "ustar" in their first header."""
    return body[257:262] == b"ustar"


def tar_files(body: bytes, budget: Budget) -> Iterator[tuple[str, bytes | Refused]]:
    """Each file with its name as written, or why it is refused. Raises Full, and what tarfile raises."""
    with tarfile.open(fileobj=io.BytesIO(body), mode="r:") as archive:
        while (entry := archive.next()) is not None:
            if entry.size < 0:
                raise tarfile.ReadError("a file of less than no bytes")
            if entry.isdir():
                continue
            yield entry.name, _taken(archive, entry, budget)


def _taken(archive: tarfile.TarFile, entry: tarfile.TarInfo, budget: Budget) -> bytes | Refused:
    if not entry.isfile():
        return Refused(_LINK if entry.issym() or entry.islnk() else _DEVICE)
    if entry.size > LARGEST:  # a sparse file claims any size without having it
        return Refused(TOO_LARGE)
    stream = archive.extractfile(entry)
    body = budget.take(stream, entry.size) if stream else b""
    if len(body) < entry.size:
        raise Full(_SHORT)
    return body
