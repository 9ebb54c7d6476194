"""What a gzip file holds, as far as it can be had."""

import gzip
import io
import zlib

from ingest.archives.bounds import SWELLS, TOO_MUCH, swells

_CHUNK = 65_536
_DAMAGED = "it is damaged ({}); fetch it again"


def gunzip(body: bytes, most: int) -> tuple[bytes, str | None]:
    """The first `most` bytes of what it holds, and why there are no more, where that is not because it ends."""
    stream = gzip.GzipFile(fileobj=io.BytesIO(body))
    had = bytearray()
    try:
        while chunk := stream.read1(_CHUNK):
            had += chunk
            if swells(len(had), len(body)):
                return bytes(had), SWELLS
            if len(had) > most:
                return bytes(had[:most]), TOO_MUCH
    except (OSError, EOFError, zlib.error) as error:
        return bytes(had), _DAMAGED.format(" ".join(str(error).split())[:200] or type(error).__name__)
    return bytes(had), None
