"""From a path to a Capture, and from a folder to the files in it. The only place here that touches the disk."""

import errno
import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from ingest.types import Capture

TOO_BIG = 50_000_000  # bytes

_MEDIA_TYPES = {
    "adoc": "text/asciidoc", "asciidoc": "text/asciidoc", "atom": "application/atom+xml", "csv": "text/csv",
    "eml": "message/rfc822", "htm": "text/html", "html": "text/html", "json": "application/json",
    "jsonl": "application/jsonl", "markdown": "text/markdown", "md": "text/markdown", "mdown": "text/markdown",
    "ndjson": "application/x-ndjson", "opml": "text/x-opml", "pdf": "application/pdf", "rdf": "application/rdf+xml",
    "rss": "application/rss+xml", "shtml": "text/html", "text": "text/plain", "tsv": "text/tab-separated-values",
    "txt": "text/plain", "warc": "application/warc", "xhtml": "application/xhtml+xml", "xml": "application/xml",
}  # fmt: skip
_REPOSITORIES = frozenset(("CVS", "RCS", "SCCS", "_darcs"))  # Git's, Mercurial's and Subversion's are hidden anyway
_SENTENCES = {
    errno.ENOENT: "there is no such file; check the path, and where a link with this name leads",
    errno.EACCES: "reading it is not permitted; change its permissions or import as a user who may",
    errno.ELOOP: "its links lead round in a circle; import the file they should lead to",
}
_NO_FILE = "this is not a regular file (a folder, pipe, socket or device); import a file or a folder of files"


class Unopened(Exception):
    """A file that cannot be read; the message is one sentence that names it and says what to do."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path = path
        self.why = why


def open_file(path: Path, most: int = TOO_BIG) -> Capture:
    """The bytes of a regular file, with its absolute path as location and the media type its ending stands for.

    Raises Unopened for a file that is missing, forbidden, larger than `most` bytes, or a pipe, device or folder.
    """
    path = path.absolute()
    try:
        body = _read(path, most + 1)
    except OSError as error:
        raise Unopened(path, _SENTENCES.get(error.errno or 0, f"it cannot be read ({error.strerror})")) from error
    if len(body) > most:
        raise Unopened(path, f"it is larger than {most:,} bytes; split it, or import only the part that matters")
    return Capture(
        location=os.fsencode(path).decode("utf-8", "backslashreplace"),
        body=body,
        media_type=media_type_of(path.name),
        captured_at=datetime.now(UTC),
    )


def media_type_of(name: str) -> str:
    """The media type that a file's ending stands for; "" where it says nothing."""
    return _MEDIA_TYPES.get(name.rpartition(".")[2].lower(), "") if "." in name else ""


def _read(path: Path, most: int) -> bytes:
    # Without O_NONBLOCK, opening a pipe would wait for somebody to write into it; a regular file is read as ever.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise Unopened(path, _NO_FILE)
    with os.fdopen(handle, "rb") as file:
        return file.read(most)


def files_below(folder: Path, without: frozenset[Path] = frozenset()) -> Iterator[Path]:
    """Every file in a folder and the folders in it, sorted by name at each level.

    Hidden files and folders, those of version control and those of `without` (absolute, links resolved) are left out,
    and so is a link that leads out of the folder; linked folders are not entered. Of a maildir the messages come, not
    what its server keeps beside them nor what is still being delivered. A folder that cannot be listed comes
    as a path of its own, for open_file to name.
    """
    root = folder.resolve()
    waiting = [root]
    while waiting:
        path = waiting.pop()
        if path.is_dir() and (path == root or not path.is_symlink()):
            try:
                inside = sorted(path.iterdir(), reverse=True)
            except OSError:
                yield path
                continue
            if _is_maildir(path):
                inside = [below for below in inside if below.is_dir() and below.name != "tmp"]
            waiting += [below for below in inside if below not in without and _is_wanted(below, root)]
        else:
            yield path


def _is_maildir(folder: Path) -> bool:
    """Whether it has the three folders that make one (https://cr.yp.to/proto/maildir.html)."""
    return all((folder / name).is_dir() for name in ("cur", "new", "tmp"))


def _is_wanted(path: Path, root: Path) -> bool:
    if path.name.startswith(".") or path.name in _REPOSITORIES:
        return False
    if not path.is_symlink():
        return True
    target = Path(os.path.realpath(path))
    return not target.exists() or (target.is_file() and target.is_relative_to(root))
