"""Text that some program on its way took for Windows-1252, and encoded once more: “cafÃ©” for “café”."""

_LEAST = 3  # letters; fewer may be an example of the very thing
_BYTES = {ord(bytes([byte]).decode("cp1252", "ignore") or chr(byte)): byte for byte in range(0x80, 0xA0)}
NOTE = "it was encoded twice; it was read as it was meant"


def undone(text: str) -> str | None:
    """The text as it was meant, where all that is not ASCII in it was encoded twice; else None."""
    if text.isascii():
        return None
    try:
        meant = text.translate(_BYTES).encode("latin-1").decode()
    except UnicodeError:
        return None
    return meant if sum(not sign.isascii() for sign in meant) >= _LEAST else None
