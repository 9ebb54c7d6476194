"""The names of malware, actors and techniques that an archive looks for in its reports."""

from dataclasses import dataclass, field
from pathlib import Path

from ingest import names
from ingest.names import Names

FILE = "names.tsv"  # in the data folder
KEY = "names"  # where `Session.info` has the table


@dataclass(slots=True)
class KnownNames:
    """The archive's own table where `kb names build` has made one, else the sample; read when first asked for."""

    path: Path
    _held: tuple[tuple[int, int], Names] | None = field(default=None)  # time and size of the file, and what it held

    def names(self) -> Names:
        """The table as the file has it now. Raises ingest.names.BadTable, OSError."""
        status = self.path.stat() if self.path.exists() else None
        stamp = (status.st_mtime_ns, status.st_size) if status else (0, 0)
        if self._held is None or self._held[0] != stamp:
            self._held = (stamp, Names(names.read(self.path) if status else names.sample()))
        return self._held[1]
