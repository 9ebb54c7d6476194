"""An archive from its bytes to the captures in it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from ingest.archives.bounds import LARGEST, TOO_LARGE, Budget, Full, Refused
from ingest.archives.gzips import gunzip
from ingest.archives.tars import is_tar, tar_files
from ingest.archives.zips import zip_files
from ingest.types import Capture, Failure, Reading
from ingest.within import Part, captures, clean_name, too_deep, within

_Files = Callable[[bytes, Budget], Iterator[tuple[str, bytes | Refused]]]
_HIDDEN = frozenset(("__MACOSX", "CVS", "RCS", "SCCS", "_darcs"))
_DAMAGED = "it is damaged ({}); what could be read of it was, fetch it again for the rest"
_NOTHING = "it holds no files; check that it was saved whole"
_PARTED = re.compile(r"[/\\!]")


def read_zip(capture: Capture) -> Reading:
    """The files of a ZIP archive."""
    return _opened(capture, capture.body, zip_files)


def read_tar(capture: Capture) -> Reading:
    """The files of a tar archive."""
    return _opened(capture, capture.body, tar_files)


def read_gzip(capture: Capture) -> Reading:
    """The one file that a gzip file holds, or, where that is a tar archive, its files."""
    if refused := too_deep(capture):
        return Reading((refused,))
    body, why = gunzip(capture.body, capture.room)
    failures = (Failure(capture.location, why),) if why else ()
    if is_tar(body):
        opened = _opened(capture, body, tar_files)
        return replace(opened, items=(*opened.items, *failures))
    if not why and len(body) > LARGEST:
        failures = (Failure(capture.location, TOO_LARGE),)
    return Reading(failures, attachments=() if failures else captures(capture, [Part(_stem(capture.location), body)]))


def _opened(capture: Capture, body: bytes, files: _Files) -> Reading:
    """Whatever stops it, what was read before stays: each file that is refused is a failure, and so is the rest."""
    if refused := too_deep(capture):
        return Reading((refused,))
    parts: list[Part] = []
    failures: list[Failure] = []
    try:
        for written, found in files(body, Budget(capture.room)):
            name = clean_name(written) or "a file without a name"
            if isinstance(found, bytes) and not _is_hidden(name):
                parts.append(Part(name, found))
            elif isinstance(found, Refused) and not _is_hidden(name):
                failures.append(Failure(within(capture, name), str(found)))
    except Full as full:
        failures.append(Failure(capture.location, str(full)))
    except Exception as error:  # the libraries raise whatever the bytes bring about
        failures.append(Failure(capture.location, _DAMAGED.format(_reason(error))))
    if not (parts or failures):
        failures.append(Failure(capture.location, _NOTHING))
    return Reading(tuple(failures), attachments=captures(capture, parts))


def _is_hidden(name: str) -> bool:
    """As in a folder: what is hidden, of version control or of a system's own is no report."""
    return any(step.startswith(".") or step in _HIDDEN for step in name.split("/"))


def _stem(location: str) -> str:
    """report.html.gz holds report.html; the name that gzip keeps inside may be anything, and is not believed."""
    name = _PARTED.split(location.partition("?")[0])[-1]
    return clean_name(re.sub(r"\.gz$", "", name, flags=re.IGNORECASE)) or "content"


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
