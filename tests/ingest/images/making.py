"""Images made for tests."""

import io
import struct
import zlib

from PIL import Image


def image(format: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (120, 80), **how: object) -> bytes:
    """One image of a single colour in this format."""
    out = io.BytesIO()
    colour = 30_000 if mode.startswith("I") else None
    Image.new(mode, size, colour or 0).save(out, format, **how)
    return out.getvalue()


def animated() -> bytes:
    """A GIF of two pictures, red and then blue."""
    red, blue = (Image.new("RGB", (120, 80), colour) for colour in ("red", "blue"))
    out = io.BytesIO()
    red.save(out, "GIF", save_all=True, append_images=[blue], duration=100)
    return out.getvalue()


def claiming(width: int, height: int) -> bytes:
    """A small PNG whose header claims this size."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(bytes(10_000_000)))


def noisy(size: tuple[int, int], format: str) -> bytes:
    """An image that no packing makes small."""
    out = io.BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(out, format)
    return out.getvalue()


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
