"""Adding documents to a generation: Whoosh's segment writer, without its lock and its hurry to delete."""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from whoosh.codec.whoosh3 import W3Codec
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from index.embedded import manifest as manifests
from index.embedded import words
from index.embedded.documents import fields
from index.embedded.manifest import Manifest
from index.embedded.schema import SCHEMA, TEXTS, WORDS, term
from index.embedded.snapshot import NAME
from index.embedded.words import ENDING
from index.types import Document

_MEMORY = 128  # MB of postings held before they are spilled to disk


class _At:
    """What a segment writer asks of an index: here, one commit of one generation."""

    indexname = NAME

    def __init__(self, storage: FileStorage, commit: int) -> None:
        self.storage = storage
        self._commit = commit

    def _read_toc(self) -> TOC:
        return TOC.read(self.storage, NAME, gen=self._commit, schema=SCHEMA)


class _Lengths:
    """Field lengths of the documents just written, read once; Whoosh looks for the column's file at every posting."""

    def __init__(self, reader: Any) -> None:
        documents = range(reader.doc_count_all())
        self._known = {name: [reader.doc_field_length(document, name) for document in documents] for name in TEXTS}
        self.close = reader.close

    def doc_field_length(self, document: int, name: str) -> int | None:
        return self._known[name][document] if name in self._known else None


class _Writer(SegmentWriter):  # type: ignore[misc]
    """Leaves old files where they are: they go when no commit names them any more."""

    def per_document_reader(self) -> _Lengths:
        return _Lengths(super().per_document_reader())

    def _commit_toc(self, segments: list[Any]) -> None:
        TOC(SCHEMA, segments, self.generation).write(self.storage, NAME)


def write(folder: Path, base: Manifest, put: Iterable[Document], drop: Iterable[str]) -> Manifest:
    """The next commit of base's generation, its files durable but not yet current. A failure leaves base as it was."""
    storage = FileStorage(str(folder))
    if base.commit is None:
        TOC(SCHEMA, [], 0).write(storage, NAME)
    writer = _Writer(_At(storage, base.commit or 0), _lk=False, limitmb=_MEMORY, codec=W3Codec(compression=0))
    try:
        _remove(writer, drop)
        for document in put:
            writer.add_document(**fields(document))
    except BaseException:
        writer.cancel()
        raise
    writer.commit(mergetype=_merge)
    segments = TOC.read(storage, NAME, gen=writer.generation, schema=SCHEMA).segments
    names = [TOC._filename(NAME, writer.generation)]
    for segment in segments:
        vocabulary = segment.segment_id() + ENDING
        if vocabulary not in base.files:
            words.write(folder / vocabulary, _vocabulary(storage, segment))
        names += [segment.make_filename(segment.COMPOUND_EXT), vocabulary]
    return replace(base, commit=writer.generation, files=manifests.committed(folder, names, base.files))


def _remove(writer: _Writer, ids: Iterable[str]) -> None:
    terms = {term(id_) for id_ in ids}
    for segment in writer.segments if terms else ():
        reader = SegmentReader(writer.storage, SCHEMA, segment)
        for wanted in terms:
            if ("id", wanted) in reader:
                for document in list(reader.postings("id", wanted).all_ids()):
                    segment.delete_document(document)
        reader.close()


def _merge(writer: _Writer, segments: list[Any]) -> list[Any]:
    """Merge the smallest segments for as long as the next is no larger than all before it, new documents included.

    So each segment left outweighs all smaller ones together: their number grows with the logarithm of the documents,
    and so does how often a document is written again. A segment of which half is deleted is written again at once.
    """
    kept = []
    pending = writer.doc_count()
    for segment in sorted(segments, key=lambda segment: segment.doc_count()):
        count = segment.doc_count()
        if count <= pending or count <= segment.deleted_count():
            if count:
                reader = SegmentReader(writer.storage, SCHEMA, segment)
                writer.add_reader(reader)
                reader.close()
            pending += count
        else:
            kept.append(segment)
    return kept


def _vocabulary(storage: FileStorage, segment: Any) -> Iterator[tuple[bytes, int, int]]:
    """The words of a new segment in byte order, with how many titles and bodies have them."""
    reader = SegmentReader(storage, SCHEMA, segment)
    titles, bodies = (_counts(reader, name, column) for column, name in enumerate(WORDS.values()))
    last, counts = b"", [0, 0]
    for word, column, count in heapq.merge(titles, bodies):
        if word != last and last:
            yield last, counts[0], counts[1]
            counts = [0, 0]
        last = word
        counts[column] = count
    if last:
        yield last, counts[0], counts[1]
    reader.close()


def _counts(reader: SegmentReader, name: str, column: int) -> Iterator[tuple[bytes, int, int]]:
    if name in reader.indexed_field_names():
        for (found, word), info in reader.iter_from(name, b""):
            if found != name:
                return
            yield word, column, info.doc_frequency()
