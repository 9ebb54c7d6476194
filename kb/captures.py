"""The original bytes, kept for ever: one compressed file per digest, whole or not there at all."""

import gzip
import hashlib
import os
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest.types import Capture
from kb import models
from kb.errors import KbError

AT_ONCE = 500  # rows read from the database together


class CaptureLost(KbError):
    """The bytes of a capture are not on disk, or not what they were."""


@dataclass(frozen=True, slots=True)
class CaptureStore:
    """A folder of captures by SHA-256: `ab/abcdef….gz`."""

    folder: Path

    def keep(self, body: bytes) -> str:
        """Store bytes durably and return their digest; bytes that are already held intact are not written again."""
        digest = digest_of(body)
        place = self._place(digest)
        if not self._holds(digest):
            _make_folder(place.parent)
            _write_whole(place, gzip.compress(body, compresslevel=6, mtime=0))
        return digest

    def read(self, digest: str) -> bytes:
        """The bytes as they came. Raises CaptureLost when they cannot be given back exactly."""
        place = self._place(digest)
        try:
            body = gzip.decompress(place.read_bytes())
        except (OSError, EOFError, zlib.error) as error:
            raise CaptureLost(f"{place}: {error}; restore it from a backup") from error
        if digest_of(body) != digest:
            raise CaptureLost(f"{place}: its content is not what was kept; restore it from a backup")
        return body

    def _holds(self, digest: str) -> bool:
        try:
            self.read(digest)
        except CaptureLost:
            return False
        return True

    def _place(self, digest: str) -> Path:
        return self.folder / digest[:2] / f"{digest}.gz"


def _write_whole(place: Path, data: bytes) -> None:
    """Write beside, fsync, rename, fsync the folder: a crash leaves the old state or the new one, never half."""
    handle, beside = tempfile.mkstemp(dir=place.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).replace(place)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    _sync(place.parent)


def _make_folder(folder: Path) -> None:
    """Make a folder that outlives a power cut: its name is written in the folder above, which is synced."""
    if not folder.exists():
        _make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        _sync(folder.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def digest_of(body: bytes) -> str:
    """SHA-256, hex."""
    return hashlib.sha256(body).hexdigest()


def record(session: Session, capture: Capture) -> int:
    """The id of the row that says where and when these bytes were first captured; created when there is none."""
    digest = digest_of(capture.body)
    known = select(models.Capture.id).where(
        models.Capture.digest == digest, models.Capture.location == capture.location
    )
    if (held := session.scalar(known)) is not None:
        return held
    row = models.Capture(
        digest=digest,
        location=capture.location,
        media_type=capture.media_type,
        charset=capture.charset,
        size=len(capture.body),
        captured_at=capture.captured_at,
        etag=capture.etag,
        last_modified=capture.last_modified,
    )
    session.add(row)
    session.flush()
    return row.id


def rows(session: Session) -> Iterator[models.Capture]:
    """The row of every capture, which says where and when it was made, oldest first."""
    every = select(models.Capture).order_by(models.Capture.id)
    yield from session.scalars(every.execution_options(yield_per=AT_ONCE))


def whole(row: models.Capture, store: CaptureStore) -> Capture:
    """A capture as it was when it was taken in. Raises CaptureLost when its bytes are gone."""
    return Capture(
        location=row.location,
        body=store.read(row.digest),
        media_type=row.media_type,
        captured_at=row.captured_at,
        charset=row.charset,
        etag=row.etag,
        last_modified=row.last_modified,
    )


def again(session: Session, store: CaptureStore, capture_id: int) -> Capture:
    """A capture as it came, by its id. Raises CaptureLost."""
    return whole(session.get_one(models.Capture, capture_id), store)
