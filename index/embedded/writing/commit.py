"""The next commit of a generation: new segments, deletions in the old ones, and the merging that keeps them few."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from index.embedded.segments.codec import NAME, filename, opened
from index.embedded.segments.flat import Array
from index.embedded.segments.schema import SCHEMA, term
from index.embedded.storage import manifest as manifests
from index.embedded.storage.manifest import Manifest
from index.embedded.writing import policy
from index.embedded.writing.build import build
from index.embedded.writing.builder import write
from index.embedded.writing.kept import Part
from index.embedded.writing.merge import merge
from index.embedded.writing.policy import Sized
from index.embedded.writing.union import union
from index.types import Document


def commit(folder: Path, base: Manifest, put: Iterable[Document], drop: Iterable[str]) -> Manifest:
    """The commit after base, its files durable but not yet current. A failure leaves base as it was.

    Of two documents put with the same id the later counts; one that base holds must be among those dropped.
    """
    storage = FileStorage(str(folder))
    entries = [] if base.commit is None else read_entries(storage, base.commit)
    _delete(storage, entries, drop)
    if fresh := build(folder, put):
        _supersede(storage, fresh)
    entries = _few(storage, folder, [*entries, *fresh])
    generation = (base.commit or 0) + 1
    TOC(SCHEMA, entries, generation).write(storage, NAME)
    names = [contents(generation), *map(filename, entries)]
    return replace(base, commit=generation, files=manifests.committed(folder, names, base.files))


def contents(commit: int) -> str:
    """The name of a commit's table of contents."""
    return str(TOC._filename(NAME, commit))


def read_entries(storage: FileStorage, commit: int) -> list[Any]:
    """The entries of a commit's segments, as its table of contents has them."""
    entries: list[Any] = TOC.read(storage, NAME, gen=commit, schema=SCHEMA).segments
    return entries


def live(entry: Any) -> Array:
    """For each document of a segment whether it is there still."""
    there = np.ones(entry.doc_count_all(), dtype=np.bool_)
    there[list(entry.deleted_docs())] = False
    return there


def _delete(storage: FileStorage, entries: Sequence[Any], ids: Iterable[str]) -> None:
    gone = {term(id_) for id_ in ids}
    for entry in entries if gone else ():
        held = opened(storage, entry).fields["id"]
        for row in map(held.vocabulary.row, gone):
            if row is not None:
                entry.delete_document(int(held.postings(row)[0]))


def _supersede(storage: FileStorage, entries: Sequence[Any]) -> None:
    """Delete what has the id of a later document, in the same segment or in one after it."""
    fields = [opened(storage, entry).fields["id"] for entry in entries]
    packs, rows = union([field.vocabulary for field in fields], [np.arange(len(field)) for field in fields])
    last = np.zeros(sum(map(len, packs)), np.int64)  # of each id the last segment that has it
    for at, row in enumerate(rows):
        last[row] = at
    for at, (entry, field, row) in enumerate(zip(entries, fields, rows, strict=True)):
        over = last[row] > at
        for one in np.flatnonzero(over | (np.diff(field.starts) > 1)).tolist():
            documents = field.postings(one).tolist()
            for document in documents if over[one] else documents[:-1]:
                entry.delete_document(document)


def _few(storage: FileStorage, folder: Path, entries: Sequence[Any]) -> list[Any]:
    """The segments with those merged that the policy names."""
    sizes = [Sized(entry.doc_count(), entry.deleted_count()) for entry in entries]
    chosen = policy.merged(sizes)
    kept = [entry for at, entry in enumerate(entries) if at not in chosen]
    parts = [Part(opened(storage, entries[at]), live(entries[at])) for at in chosen if sizes[at].documents]
    documents = sum(sizes[at].documents for at in chosen)
    return [*kept, write(folder, documents, merge(parts))] if parts else kept
