"""New segments from new documents: by this process, or by two when there are many."""

from collections.abc import Iterable
from itertools import chain, islice
from pathlib import Path
from typing import Any

from index.embedded.writing.builder import Builder
from index.embedded.writing.helper import Helper
from index.types import Document

_MANY = 4_000  # documents that are worth the start of a second process
_CHUNK = 250  # documents handed over at once


def build(folder: Path, documents: Iterable[Document]) -> list[Any]:
    """Write segments with all documents, no two of which have the same id; returns their entries, not yet committed."""
    source = iter(documents)
    builder = Builder(folder)
    first = list(islice(source, _MANY))
    if len(first) < _MANY:
        builder.add(first)
        return builder.finish()
    documents = chain(first, source)
    with Helper(folder) as helper:
        while chunk := list(islice(documents, _CHUNK)):
            if not helper.takes(chunk):
                builder.add(chunk)
        helper.has_all()
        return [*builder.finish(), *helper.finish()]
