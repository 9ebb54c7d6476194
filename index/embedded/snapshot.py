"""One commit, open for reading, and the few that are kept open between searches."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC
from whoosh.reading import EmptyReader, MultiReader
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from index.embedded import manifest as manifests
from index.embedded.clock import Clock
from index.embedded.leaf import Kept, Leaf
from index.embedded.manifest import Manifest, Stamp
from index.embedded.schema import SCHEMA
from index.embedded.store import Store
from index.port import IndexDamaged

NAME = "MAIN"
_IDLE = 8


@dataclass(slots=True)
class Snapshot:
    """For one thread at a time. Its leaves stand in the order of the whole index's document numbers."""

    current: bytes  # the commit as CURRENT names it
    manifest: Manifest
    leaves: tuple[Leaf, ...]
    searcher: Any  # over all leaves, so that term statistics are the whole index's
    clock: Clock
    stamp: Stamp = ()

    def __len__(self) -> int:
        return sum(int(leaf.live.sum()) for leaf in self.leaves)

    def searchers(self) -> Iterator[tuple[Any, Leaf]]:
        """A searcher for each leaf."""
        if self.leaves:
            for searcher, _ in self.searcher.leaf_searchers():
                yield searcher, searcher.reader()

    def close(self) -> None:
        self.searcher.close()


class Snapshots:
    """Opens the newest commit for each search, or takes one that lies idle."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._idle: list[Snapshot] = []
        self._kept: dict[str, Kept] = {}

    @contextmanager
    def newest(self) -> Iterator[Snapshot]:
        """Raises IndexDamaged when its files are not what was committed."""
        snapshot = self._take()
        try:
            yield snapshot
        except BaseException:
            snapshot.close()
            raise
        self._give(snapshot)

    def close(self) -> None:
        with self._lock:
            idle, self._idle = self._idle, []
            self._kept = {}
        for snapshot in idle:
            snapshot.close()

    def _take(self) -> Snapshot:
        while True:
            current = self._store.current()
            with self._lock:
                stale = [snapshot for snapshot in self._idle if snapshot.current != current]
                self._idle = [snapshot for snapshot in self._idle if snapshot.current == current]
                ready = self._idle.pop() if self._idle else None
            for snapshot in stale:
                snapshot.close()
            try:
                return ready if ready and self._untouched(ready) else self._open(current)
            except Exception:
                if self._store.current() == current:
                    manifests.check_whole(self._store.folder, self._store.decode(current))
                    raise  # else a writer has committed meanwhile and cleared the old files away

    def _give(self, snapshot: Snapshot) -> None:
        with self._lock:
            keep = len(self._idle) < _IDLE
            if keep:
                self._idle.append(snapshot)
        if not keep:
            snapshot.close()

    def _untouched(self, snapshot: Snapshot) -> bool:
        """A mapped file that was cut would end the process when it is read, so files are looked at each time."""
        try:
            untouched = manifests.check_sizes(self._store.folder, snapshot.manifest) == snapshot.stamp
        except IndexDamaged:
            snapshot.close()
            raise
        if not untouched:
            snapshot.close()
        return untouched

    def _open(self, current: bytes) -> Snapshot:
        manifest = self._store.decode(current)
        clock = Clock()
        if manifest.commit is None:
            return Snapshot(current, manifest, (), Searcher(EmptyReader(SCHEMA)), clock)
        stamp = manifests.check_sizes(self._store.folder, manifest)
        manifests.check_ends(self._store.folder, manifest)
        storage = FileStorage(str(self._store.path(manifest)))
        segments = TOC.read(storage, NAME, gen=manifest.commit, schema=SCHEMA).segments
        kept = self._keep([segment.segment_id() for segment in segments])
        leaves = tuple(Leaf(storage, segment, clock, kept[segment.segment_id()]) for segment in segments)
        return Snapshot(current, manifest, leaves, Searcher(_reader(leaves), weighting=BM25F()), clock, stamp)

    def _keep(self, segments: list[str]) -> dict[str, Kept]:
        with self._lock:
            self._kept = {segment: self._kept.get(segment) or Kept() for segment in segments}
            return dict(self._kept)


def _reader(leaves: tuple[Leaf, ...]) -> Any:
    if not leaves:
        return EmptyReader(SCHEMA)
    return leaves[0] if len(leaves) == 1 else MultiReader(list(leaves))
