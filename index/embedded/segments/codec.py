"""Our segments as Whoosh sees them: an unmodified Whoosh searcher reads them through this codec.

Segments are written in whole batches by `index.embedded.writing`, never term by term, so the codec has no writers.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec.base import Codec, PerDocumentReader, TermsReader
from whoosh.codec.whoosh3 import W3Segment
from whoosh.matching import ListMatcher
from whoosh.reading import TermInfo, TermNotFound

from index.embedded.segments.segment import ENDING, Field, Segment, TextField

NAME = "MAIN"  # of the index, in Whoosh's file names


class FlatCodec(Codec):  # type: ignore[misc]
    def terms_reader(self, storage: Any, segment: Any) -> "_Terms":
        return _Terms(opened(storage, segment))

    def per_document_reader(self, storage: Any, segment: Any) -> "_Documents":
        return _Documents(opened(storage, segment), segment)

    def new_segment(self, storage: Any, indexname: str) -> W3Segment:
        return W3Segment(self, indexname)


def new_segment(name: str, documents: int) -> W3Segment:
    """The entry of a segment in the table of contents: its name, its size, and which documents were deleted since."""
    return W3Segment(FlatCodec(), NAME, doccount=documents, segid=name)


def filename(segment: Any) -> str:
    return str(segment.make_filename(ENDING))


def opened(storage: Any, segment: Any) -> Segment:
    return Segment(Path(storage.folder) / filename(segment))


class _Terms(TermsReader):  # type: ignore[misc]
    def __init__(self, segment: Segment) -> None:
        self._fields = {name: field for name, field in segment.fields.items() if len(field)}

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        name, text = term
        return name in self._fields and self._fields[name].vocabulary.row(text) is not None

    def indexed_field_names(self) -> Iterable[str]:
        return self._fields.keys()

    def terms(self) -> Iterator[tuple[str, bytes]]:
        return self.terms_from("", b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        for name in sorted(self._fields):
            if name >= fieldname:
                vocabulary = self._fields[name].vocabulary
                first = vocabulary.first(prefix) if name == fieldname else 0
                yield from ((name, vocabulary.term(row)) for row in range(first, len(vocabulary)))

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return self.items_from("", b"")

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return (((name, text), self.term_info(name, text)) for name, text in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        field, row = self._found(fieldname, text)
        documents, frequency = field.postings(row), _frequency(field, row)
        return TermInfo(
            weight=float(frequency.sum()),
            df=len(documents),
            minlength=0,
            maxlength=2**31,
            maxweight=float(frequency.max()),
            minid=int(documents[0]),
            maxid=int(documents[-1]),
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        return float(self.term_info(fieldname, text).weight()) if (fieldname, text) in self else 0.0

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        return int(self.term_info(fieldname, text).doc_frequency()) if (fieldname, text) in self else 0

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ListMatcher:
        field, row = self._found(fieldname, text)
        return ListMatcher(
            field.postings(row).tolist(),
            weights=_frequency(field, row).astype(float).tolist(),
            values=_values(field, row, format_),
            format=format_,
            scorer=scorer,
            term=(fieldname, text),
            terminfo=self.term_info(fieldname, text),
        )

    def _found(self, fieldname: str, text: bytes) -> tuple[Field, int]:
        field = self._fields.get(fieldname)
        row = field.vocabulary.row(text) if field else None
        if field is None or row is None:
            raise TermNotFound(f"no term {fieldname}:{text!r}")
        return field, row


class _Documents(PerDocumentReader):  # type: ignore[misc]
    def __init__(self, segment: Segment, entry: Any) -> None:
        self._segment = segment
        self._entry = entry

    def doc_count(self) -> int:
        return int(self._entry.doc_count())

    def doc_count_all(self) -> int:
        return len(self._segment)

    def has_deletions(self) -> bool:
        return bool(self._entry.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        return bool(self._entry.is_deleted(docnum))

    def deleted_docs(self) -> Iterable[int]:
        return self._entry.deleted_docs()  # type: ignore[no-any-return]

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        text = self._segment.texts.get(fieldname)
        return int(text.lengths[docnum]) if text else default

    def field_length(self, fieldname: str) -> int:
        text = self._segment.texts.get(fieldname)
        return text.length if text else 0

    def min_field_length(self, fieldname: str) -> int:
        text = self._segment.texts.get(fieldname)
        return int(text.lengths.min(initial=2**31)) if text else 0

    def max_field_length(self, fieldname: str) -> int:
        text = self._segment.texts.get(fieldname)
        return int(text.lengths.max(initial=0)) if text else 0

    def stored_fields(self, docnum: int) -> dict[str, str]:
        return {"id": self._segment.id(docnum)}


def _frequency(field: Field, row: int) -> Any:
    return field.frequency(row) if isinstance(field, TextField) else np.ones(field.count(row))


def _values(field: Field, row: int, format_: Any) -> list[bytes]:
    if not isinstance(field, TextField):
        return [b""] * field.count(row)
    ends = np.cumsum(field.frequency(row), dtype=np.int64)
    return [format_.encode(places) for places in np.split(field.all_places(row), ends[:-1])]
