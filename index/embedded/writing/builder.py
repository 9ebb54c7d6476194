"""Documents go in, segments come out: a new one whenever memory asks for it."""

import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from index.embedded.segments import flat
from index.embedded.segments.codec import filename, new_segment
from index.embedded.writing.gather import Gathered
from index.embedded.writing.invert import invert
from index.types import Document

_FULL = 2_500_000  # pieces of text gathered before a segment is written: some 300 MB


class Builder:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._gathered = Gathered()
        self._entries: list[Any] = []

    def add(self, documents: Iterable[Document]) -> None:
        for document in documents:
            self._gathered.add(document)
            if self._gathered.size > _FULL:
                self._flush()

    def finish(self) -> list[Any]:
        self._flush()
        return self._entries

    def _flush(self) -> None:
        if len(self._gathered):
            self._entries.append(write(self._folder, invert(self._gathered)))
            self._gathered.clear()


def write(folder: Path, arrays: dict[str, flat.Array]) -> Any:
    """Write the arrays of a segment under a name that no other has; returns its entry."""
    entry = new_segment(secrets.token_hex(8), len(arrays["key"]))
    flat.write(folder / filename(entry), arrays)
    return entry
