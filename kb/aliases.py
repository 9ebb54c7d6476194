"""Names that mean the same, as this archive knows them: the shipped table and the operator's file beside it."""

import logging
from dataclasses import replace
from pathlib import Path
from threading import Lock

from index.query import Aliases, Query, UnreadableAliasesError, expanded, read_aliases, shipped_aliases

FILE = "aliases.txt"  # in the data folder

Stamp = tuple[int, int, int]  # of a file its inode, size and last change in nanoseconds


class KnownAliases:
    """The table as the file stands now, which need not be there. Safe for many threads."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = Lock()
        self._read: Stamp | None = None
        self._table = shipped_aliases()

    def widened(self, query: Query) -> Query:
        """The query as it is searched: with the other names of its words, and otherwise unchanged."""
        return replace(query, node=expanded(query.node, self.table()))

    def table(self) -> Aliases:
        """Looks at the file, and reads it when it has changed; where it cannot be read, the last table stays."""
        with self._lock:
            try:
                now = _stamp(self._file)
                if now != self._read:
                    self._read = now
                    self._table = _table(self._file) if now else shipped_aliases()
            except (OSError, UnreadableAliasesError) as error:
                logging.getLogger(__name__).warning("%s The names known before stay in use.", _sentence(error))
            return self._table


def _stamp(file: Path) -> Stamp | None:
    try:
        found = file.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_size, found.st_ctime_ns


def _table(file: Path) -> Aliases:
    raw = file.read_bytes()
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UnreadableAliasesError(f"{file}, line {line}: this is not UTF-8: save the file as UTF-8.") from error
    return read_aliases(text.splitlines(), str(file), beside=shipped_aliases())


def _sentence(error: OSError | UnreadableAliasesError) -> str:
    return f"{error.filename}: {error.strerror}." if isinstance(error, OSError) else str(error)
