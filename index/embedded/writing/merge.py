"""Several segments as one, without what was deleted: every run of postings is copied to its place once."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from index.embedded.segments.flat import Array, spread
from index.embedded.segments.schema import FIELDS, NUMBERS, TEXTS
from index.embedded.segments.segment import Field, Segment, TextField
from index.embedded.segments.vocabulary import pack
from index.embedded.writing.invert import keys, narrow


@dataclass(frozen=True, slots=True)
class Part:
    """A segment that goes into another."""

    segment: Segment
    live: Array  # for each document whether it is kept


@dataclass(frozen=True, slots=True)
class _Run:
    """What is kept of one field of one part."""

    terms: list[bytes]
    counts: Array  # postings of each term
    documents: Array  # of each posting, as numbered in the part
    frequencies: Array | None  # of each posting
    places: Array | None


def merge(parts: Sequence[Part]) -> dict[str, Array]:
    """The arrays of a segment with the live documents of all parts, in their order."""
    numbers = _numbering(parts)
    arrays: dict[str, Array] = {}
    for name in FIELDS:
        runs = [_kept(part.segment.fields[name], part.live) for part in parts]
        arrays |= _field(name, runs, numbers)
    for name in TEXTS:
        arrays[f"{name}.lengths"] = _live([part.segment.texts[name].lengths for part in parts], parts)
    for name in NUMBERS:
        arrays[name] = _live([part.segment.numbers(name) for part in parts], parts)
    arrays["key"] = keys(arrays["id.starts"], arrays["id.documents"])
    return arrays


def _numbering(parts: Sequence[Part]) -> list[Array]:
    """For each part the new number of each of its documents; that of a deleted one means nothing."""
    bases = accumulate((int(part.live.sum()) for part in parts), initial=0)
    counted = [np.cumsum(part.live, dtype=np.uint32) for part in parts]
    return [count + np.uint32(base) - np.uint32(1) for count, base in zip(counted, bases, strict=False)]


def _kept(field: Field, live: Array) -> _Run:
    terms, counts = field.vocabulary.terms(), np.diff(field.starts)
    frequencies = field.frequencies if isinstance(field, TextField) else None
    places = field.places if isinstance(field, TextField) else None
    if live.all():
        return _Run(terms, counts, field.documents, frequencies, places)
    kept = live[field.documents]
    counts = np.add.reduceat(kept, field.starts[:-1], dtype=np.int64) if len(counts) else counts
    if frequencies is not None and places is not None:
        places = places[np.repeat(kept, frequencies)]
        frequencies = frequencies[kept]
    terms = [terms[row] for row in np.flatnonzero(counts).tolist()]
    return _Run(terms, counts[counts > 0], field.documents[kept], frequencies, places)


def _field(name: str, runs: Sequence[_Run], numbers: Sequence[Array]) -> dict[str, Array]:
    terms = sorted(set().union(*(run.terms for run in runs)))
    row = dict(zip(terms, range(len(terms)), strict=True))
    rows = [np.fromiter(map(row.__getitem__, run.terms), np.int64, len(run.terms)) for run in runs]
    text, begins = pack(terms)
    starts, slots = _slots(rows, [run.counts for run in runs], len(terms))
    documents = [number[run.documents] for run, number in zip(runs, numbers, strict=True)]
    arrays = {
        f"{name}.text": text,
        f"{name}.begins": begins,
        f"{name}.starts": starts,
        f"{name}.documents": _filled(slots, documents),
    }
    if name in TEXTS:
        frequencies = [run.frequencies for run in runs if run.frequencies is not None]
        many = [_sums(of, run.counts) for run, of in zip(runs, frequencies, strict=True)]
        place_starts, place_slots = _slots(rows, many, len(terms))
        arrays |= {
            f"{name}.frequencies": narrow(_filled(slots, frequencies)),
            f"{name}.places": narrow(_filled(place_slots, [run.places for run in runs if run.places is not None])),
            f"{name}.place_starts": place_starts,
        }
    return arrays


def _slots(rows: Sequence[Array], counts: Sequence[Array], terms: int) -> tuple[Array, list[Array]]:
    """Where each term begins when those of all runs stand together, and where each item of each run goes."""
    totals = np.zeros(terms, dtype=np.int64)
    for row, count in zip(rows, counts, strict=True):
        totals[row] += count
    starts = np.append(0, np.cumsum(totals))
    free = starts[:-1].copy()
    slots = []
    for row, count in zip(rows, counts, strict=True):
        slots.append(spread(free[row], count))
        free[row] += count
    return starts, slots


def _filled(slots: Sequence[Array], items: Sequence[Array]) -> Array:
    filled = np.zeros(sum(map(len, slots)), dtype=np.result_type(*items))
    for slot, item in zip(slots, items, strict=True):
        filled[slot] = item
    return filled


def _sums(numbers: Array, counts: Array) -> Array:
    """Of each run of numbers, as long as its count says, the sum. No run is empty."""
    if not len(counts):
        return np.zeros(0, np.int64)
    return np.add.reduceat(numbers, np.cumsum(counts) - counts, dtype=np.int64)


def _live(columns: Sequence[Array], parts: Sequence[Part]) -> Array:
    return np.concatenate([column[part.live] for column, part in zip(columns, parts, strict=True)])
