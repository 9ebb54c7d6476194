"""One commit, open for searching, and the newest of them kept open between searches."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

from whoosh.filedb.filestore import FileStorage

from index.embedded.searching.leaf import Kept, Leaf
from index.embedded.searching.memory import Memory
from index.embedded.searching.plans import Plan
from index.embedded.searching.weighting import rarity
from index.embedded.segments.codec import filename, opened
from index.embedded.segments.schema import TEXTS
from index.embedded.segments.segment import ENDING, Segment
from index.embedded.storage import manifest as manifests
from index.embedded.storage.manifest import EMPTY, Manifest, Mark, Stamp
from index.embedded.storage.store import Store
from index.embedded.writing.commit import contents, live, read_entries
from index.port import IndexDamaged
from index.types import Results

_WORDS = 16_384  # whose rarity is kept in mind
_ANSWERS = 10_000  # hits of answers that are kept in mind for a commit


@dataclass(frozen=True)
class Snapshot:
    """Safe for many threads. Nothing in it changes but what it keeps in mind."""

    manifest: Manifest
    leaves: tuple[Leaf, ...]
    stamp: Stamp  # of the commit and its segments
    plans: dict[Hashable, Plan] = field(default_factory=dict)  # of words that were searched for before
    cut: set[Hashable] = field(default_factory=set)  # those that stand for more words than are searched
    spellings: dict[tuple[str, bytes], str] = field(default_factory=dict)  # of facets, as they were looked up
    _rarities: dict[tuple[bytes, ...], float] = field(default_factory=dict)
    answers: Memory[Results] = field(default_factory=lambda: Memory(_ANSWERS, _hits))  # to whole searches

    @property
    def live(self) -> int:
        """How many documents it holds."""
        return sum(leaf.count for leaf in self.leaves)

    @cached_property
    def documents(self) -> int:
        """The same with the deleted ones, which count in statistics until they are merged away."""
        return sum(len(leaf) for leaf in self.leaves)

    def frequency(self, name: str, term: bytes) -> int:
        """How many documents have a term."""
        documents = 0
        for leaf in self.leaves:
            held = leaf.segment.fields[name]
            row = held.vocabulary.row(term)
            if row is not None:
                documents += held.count(row)
        return documents

    def rarity(self, terms: tuple[bytes, ...]) -> float:
        """How telling a word is, by the term and the text that most documents have: all its terms are one word."""
        known = self._rarities.get(terms)
        if known is None:
            having = max(self.frequency(name, term) for name in TEXTS for term in terms)
            known = min(rarity(term, self.documents, having) for term in terms)
            if len(self._rarities) < _WORDS:
                self._rarities[terms] = known
        return known


class Snapshots:
    """Opens the newest commit when there is one, and hands out the same to all threads until then."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._newest: Snapshot | None = None
        self._kept: dict[str, Kept] = {}

    def newest(self) -> Snapshot:
        """Raises IndexDamaged when its files are not what was committed."""
        with self._lock:
            while self._newest is None or not manifests.untouched(self._newest.stamp):
                current, marked = self._store.marked()
                try:
                    self._newest = self._opened(current, marked)
                except Exception:
                    if self._store.current() == current:
                        manifests.check_whole(self._store.folder, self._store.decode(current))
                        raise  # else a writer has committed meanwhile and cleared the old files away
            return self._newest

    def remains(self) -> Snapshot:
        """What is whole of the newest commit, be it nothing. Never raises for damage."""
        try:
            manifest = self._store.decode(self._store.current())
        except IndexDamaged:
            return Snapshot(EMPTY, (), ())
        folder = self._store.path(manifest)
        if manifest.commit is None or not manifests.is_whole(folder, contents(manifest.commit), manifest):
            return Snapshot(EMPTY, (), ())
        entries = read_entries(FileStorage(str(folder)), manifest.commit)
        whole = [entry for entry in entries if manifests.is_whole(folder, filename(entry), manifest)]
        return Snapshot(manifest, self._leaves(folder, whole), ())

    def close(self) -> None:
        with self._lock:
            self._newest = None
            self._kept.clear()

    def _opened(self, current: bytes, marked: Mark) -> Snapshot:
        """With the stamp of what is mapped: a file that is cut meanwhile would end the process when it is read."""
        manifest = self._store.decode(current)
        stamp = [mark for mark in manifests.check_sizes(self._store.folder, manifest) if mark[0].endswith(ENDING)]
        manifests.check_ends(self._store.folder, manifest)
        folder = self._store.path(manifest)
        entries = [] if manifest.commit is None else read_entries(FileStorage(str(folder)), manifest.commit)
        return Snapshot(manifest, self._leaves(folder, entries), (marked, *stamp))

    def _leaves(self, folder: Path, entries: Sequence[Any]) -> tuple[Leaf, ...]:
        storage = FileStorage(str(folder))
        self._kept = {entry.segid: self._kept.get(entry.segid) or Kept() for entry in entries}
        segments = [opened(storage, entry) for entry in entries]
        means = _mean_lengths(segments)
        return tuple(
            Leaf(segment, live(entry), self._kept[entry.segid], means)
            for segment, entry in zip(segments, entries, strict=True)
        )


def _mean_lengths(segments: Sequence[Segment]) -> dict[str, float]:
    """For each text how many terms a document has on average."""
    documents = sum(map(len, segments)) or 1
    return {name: sum(segment.texts[name].length for segment in segments) / documents or 1.0 for name in TEXTS}


def _hits(answer: Results) -> int:
    """What an answer weighs: its hits, and the counts of its facets, which are of their size."""
    return 1 + len(answer.hits) + sum(map(len, answer.facets.values()))
