"""Archives: gzip, ZIP and TAR, opened in memory within bounds. Nothing is ever written to a disk by its name."""

from ingest.archives.read import read_gzip, read_tar, read_zip
from ingest.archives.tars import is_tar
from ingest.archives.zips import names_in

__all__ = ["is_tar", "names_in", "read_gzip", "read_tar", "read_zip"]
