"""An image from outside as a picture that may be shown: of a raster format, of bounded size, written anew."""

import json
from dataclasses import dataclass
from pathlib import Path

from ingest import apart

_PROGRAM = Path(__file__).with_name("child.py")
_SECONDS = 60  # of the clock; the process itself stops at half of that in the processor's time
_MOST_SAID = 30_000_000  # bytes; the largest picture that it writes has 24 MB before it is packed
_WHY = {
    "format": "it is not a PNG, JPEG, GIF or WebP image",
    "large": "it has more than 40 million pixels",
    "small": "it is too small to show anything",
    "broken": "it is damaged",
}
_STOPPED = "decoding it was cut short, as happens when an image is damaged or needs too much time or memory"


class Unreadable(Exception):
    """An image that cannot be shown; the message says why, as a clause."""


@dataclass(frozen=True, slots=True)
class Picture:
    body: bytes  # WebP without metadata
    width: int  # pixels
    height: int


def read(body: bytes, seconds: float = _SECONDS) -> Picture:
    """The picture that an image holds; of an animated one the first. Raises Unreadable."""
    head, _, written = apart.answer(_PROGRAM, body, seconds=seconds, most=_MOST_SAID).partition(b"\n")
    try:
        told = json.loads(head)
    except ValueError as error:
        raise Unreadable(_STOPPED) from error
    if why := told.get("error"):
        raise Unreadable(_WHY[why])
    if not written or len(written) > _MOST_SAID:
        raise Unreadable(_STOPPED)
    return Picture(written, told["width"], told["height"])
