"""How each value of a facet is spelled in the documents: worked out once for a segment, when it is written."""

import numpy as np

from index.embedded.segments.flat import Array, Named
from index.embedded.segments.schema import SHOWN, term
from index.embedded.segments.vocabulary import Vocabulary
from index.query.fields import normal_value

_OURS = {f"{field}.{array}" for field in (*SHOWN, *SHOWN.values()) for array in ("text", "begins")}


def with_spellings(arrays: Named) -> Named:
    """The arrays of a segment, and for each value the rows of its spellings, one value after the other."""
    kept: dict[str, Array] = {}
    for name, array in arrays:
        if name in _OURS:
            kept[name] = array = array if isinstance(array, np.ndarray) else np.concatenate(list(array))
        yield name, array
    for name, shown in SHOWN.items():
        values, spellings = (Vocabulary(kept[f"{one}.text"], kept[f"{one}.begins"]) for one in (name, shown))
        rows = _rows(name, values, spellings)
        order = rows.argsort(kind="stable").astype(np.uint32)
        yield f"{name}.spellings", order
        yield f"{name}.spelling_starts", rows[order].searchsorted(np.arange(len(values) + 1))


def _rows(name: str, values: Vocabulary, spellings: Vocabulary) -> Array:
    """For each spelling the row of its value; one more than there are where nothing is left of it."""
    rows = {value: row for row, value in enumerate(values.terms())}
    found = (rows.get(term(normal_value(name, spelling.decode())), len(rows)) for spelling in spellings.terms())
    return np.fromiter(found, np.int64, len(spellings))
