"""AsciiDoc, as far as reports use it: read by our own small reader, safely and in linear time."""

from ingest.asciidoc.header import looks_like_asciidoc
from ingest.asciidoc.read import read_asciidoc

__all__ = ["looks_like_asciidoc", "read_asciidoc"]
