"""New segments from new documents: by this process, or with the help of a second one when there are many."""

from collections.abc import Iterable
from itertools import chain, islice
from pathlib import Path
from typing import Any

from index.embedded.writing.builder import Builder
from index.embedded.writing.helper import Helper
from index.types import Document

_MANY = 4_000  # documents that are worth the start of a second process


def build(folder: Path, documents: Iterable[Document]) -> list[Any]:
    """Write segments with all documents, no two of which have the same id; returns their entries, not yet committed."""
    source = iter(documents)
    first = list(islice(source, _MANY))
    if len(first) < _MANY:
        return _built(Builder(folder), first)
    with Helper() as helper:
        return _built(Builder(folder, helper), chain(first, source))


def _built(builder: Builder, documents: Iterable[Document]) -> list[Any]:
    builder.add(documents)
    return builder.finish()
