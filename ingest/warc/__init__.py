"""Web archives (WARC, ISO 28500): their documents in, the archive's captures out."""

from ingest.warc.read import looks_like_warc, read_warc
from ingest.warc.writing import write_warc

__all__ = ["looks_like_warc", "read_warc", "write_warc"]
