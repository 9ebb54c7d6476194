"""The folder an embedded index lives in: who may write, which commit is current, what is left over."""

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.embedded.storage import manifest as manifests
from index.embedded.storage.manifest import EMPTY, Manifest, Mark
from index.port import IndexDamaged

_LOCK = "lock"
_GENERATION = re.compile(r"g(\d+)")


class Store:
    """`CURRENT` names the commit that counts; `g0`, `g1` … hold generations, of which CURRENT names one.

    The folder is open to its owner only: Whoosh's files are pickles, and whoever can write them can run code.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._current = folder / manifests.NAME
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self.writing():
            if not self._current.exists() and not self._generations():
                manifests.write(folder, EMPTY)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Wait until no other thread or process writes. The lock dies with its holder."""
        handle = os.open(self.folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def current(self) -> bytes:
        """The current commit as written: two that are equal are the same commit."""
        return self.marked()[0]

    def marked(self) -> tuple[bytes, Mark]:
        """The same, with the mark of its file: each commit puts a new one in its place."""
        try:
            with self._current.open("rb") as file:
                return file.read(), manifests.mark(str(self._current), os.fstat(file.fileno()))
        except FileNotFoundError as error:
            raise IndexDamaged(f"{self._current} is missing; rebuild the index") from error

    def decode(self, current: bytes) -> Manifest:
        try:
            return manifests.decode(current)
        except (ValueError, KeyError, TypeError) as error:
            raise IndexDamaged(f"{self._current} cannot be used: {error}; rebuild the index") from error

    def path(self, manifest: Manifest) -> Path:
        return self.folder / manifest.folder

    def fresh(self) -> Manifest:
        """A generation that no commit names, with its empty folder. Only while writing."""
        generation = max(self._generations(), default=0) + 1
        fresh = Manifest(generation, None, {})
        self.path(fresh).mkdir(mode=0o700)
        return fresh

    def commit(self, manifest: Manifest) -> None:
        """Make a commit current, then clear away what it no longer names. Only while writing."""
        manifests.sync_folder(self.path(manifest))
        manifests.sync_folder(self.folder)
        manifests.write(self.folder, manifest)
        self.clear(manifest)

    def clear(self, manifest: Manifest) -> None:
        """Remove what a commit does not name: readers that have it open go on reading. Only while writing."""
        for generation in self._generations():
            if generation != manifest.generation:
                shutil.rmtree(self.folder / f"g{generation}", ignore_errors=True)
        folder = self.path(manifest)
        for path in folder.iterdir() if folder.exists() else ():
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            elif path.name not in manifest.files:
                path.unlink(missing_ok=True)

    def _generations(self) -> list[int]:
        found = (_GENERATION.fullmatch(path.name) for path in self.folder.iterdir())
        return [int(match[1]) for match in found if match]
