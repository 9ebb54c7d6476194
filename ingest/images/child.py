"""The program that reads one image from its standard input and writes it anew, as WebP behind a line of JSON.

It runs in a process of its own, with little memory and time: an image may be made to break its decoder, and a small
file may hold a very large one. It knows nothing of the rest of the project, so that it starts quickly.
"""

import io
import json
import math
import resource
import sys

from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
MEMORY = 1_000_000_000  # bytes of addresses
SECONDS = 30  # of the processor's time
MOST_PIXELS = 40_000_000  # of what comes in, by its header: nothing larger is decoded
LEAST = 32  # pixels of the longer side: what is smaller is a bullet or counts readers
WIDEST = 1_600  # pixels of what goes out; no page shows it wider
LARGEST = 8_000_000  # pixels of what goes out in all
_EXACT = ("PNG", "GIF")  # drawings and screens, whose letters are kept sharp
_MOST_EXACT = 1_000_000  # bytes that a sharp one may take
_QUALITY = 82


def main() -> None:
    """Sends {"error": …} for what is no image, is too large or too small, or is broken."""
    _limit()
    body = sys.stdin.buffer.read()
    try:
        image = Image.open(io.BytesIO(body), formats=FORMATS)
        why = _unfit(image)
        picture = None if why else _fitted(image)
    except UnidentifiedImageError:
        why, picture = "format", None
    except Image.DecompressionBombError:  # Pillow's own limit, which is higher
        why, picture = "large", None
    except Exception:
        why, picture = "broken", None
    if picture is None:
        _send({"error": why}, b"")
    else:
        _send({"width": picture.width, "height": picture.height}, _written(picture, exact=image.format in _EXACT))


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _unfit(image: Image.Image) -> str | None:
    if image.width * image.height > MOST_PIXELS:
        return "large"
    return "small" if max(image.size) < LEAST else None


def _fitted(image: Image.Image) -> Image.Image:
    """The first frame, upright, in plain colours and no larger than is shown."""
    if image.mode.startswith(("I", "F")):
        image = image.convert("I").point(lambda value: value / 256).convert("L")  # sixteen bits a pixel
    upright = ImageOps.exif_transpose(image)
    is_clear = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
    plain = upright.convert("RGBA" if is_clear else "RGB")
    scale = min(1.0, WIDEST / plain.width, math.sqrt(LARGEST / (plain.width * plain.height)))
    if scale == 1.0:
        return plain
    return plain.resize((max(1, int(plain.width * scale)), max(1, int(plain.height * scale))), Image.Resampling.LANCZOS)


def _written(picture: Image.Image, *, exact: bool) -> bytes:
    """WebP without metadata."""
    if exact:
        sharp = io.BytesIO()
        picture.save(sharp, "WEBP", lossless=True, quality=50, method=2, exif=b"", xmp=b"", icc_profile=b"")
        if sharp.tell() <= _MOST_EXACT:
            return sharp.getvalue()
    small = io.BytesIO()
    picture.save(small, "WEBP", quality=_QUALITY, method=4, exif=b"", xmp=b"", icc_profile=b"")
    return small.getvalue()


def _send(told: dict[str, object], body: bytes) -> None:
    sys.stdout.buffer.write(json.dumps(told).encode("ascii") + b"\n" + body)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
