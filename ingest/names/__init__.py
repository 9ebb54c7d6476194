"""Finding the names of those who attack, of what they attack with and of how: actors, malware and techniques."""

from ingest.names.find import TYPES, Names
from ingest.names.table import BadTable, Name, read, sample, write

__all__ = ["TYPES", "BadTable", "Name", "Names", "read", "sample", "write"]
