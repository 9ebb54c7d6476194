"""Text that some program on its way took for Windows-1252, and encoded once more: “cafÃ©” for “café”."""

import re

_LEAST = 3  # letters; fewer may be an example of the very thing
_BYTES = {ord(bytes([byte]).decode("cp1252", "ignore") or chr(byte)): byte for byte in range(0x80, 0xA0)}
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
NOTE = "it was encoded twice; it was read as it was meant"


def undone(text: str) -> str | None:
    """The text as it was meant, where all that is not ASCII in it was encoded twice; else None."""
    if text.isascii():
        return None
    try:
        meant = _FOREIGN.sub(_meant, text)  # which ends at the first run that was encoded once, as in most texts
    except UnicodeError:
        return None
    return meant if sum(not sign.isascii() for sign in meant) >= _LEAST else None


def _meant(run: re.Match[str]) -> str:
    return run[0].translate(_BYTES).encode("latin-1").decode()
