"""Starts the process that reads a PDF, and takes what it says, within limits of time and size."""

import json
import unicodedata
from pathlib import Path
from typing import Any

from ingest import apart
from ingest.pdf.document import Document, Line
from ingest.text import one_line

_PROGRAM = Path(__file__).with_name("child.py")
_SECONDS = 60  # of the clock; the process itself stops at half of that in the processor's time
_MOST_SAID = 60_000_000  # bytes of its answer
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}  # they break hashes
_BULLETS = ("\uf0b7", "\uf0a7", "\uf0d8", "\uf076", "\uf0fc", "\uf0a8", "\uf02d", "\uf06e")  # of Symbol and Wingdings
_LOCKED = "the PDF is encrypted with a password; open it, save it without one and import that"
_STOPPED = (
    "reading the PDF was cut short, as happens when one is damaged or needs too much time or memory; print"
    " it to a new PDF or save its text as .txt, and import that"
)
_BROKEN = "the PDF cannot be opened; check that it was saved whole, or print it to a new PDF and import that"


class Unreadable(Exception):
    """A PDF that gives nothing; the message says why and what to do."""


def read(body: bytes, seconds: float = _SECONDS) -> Document:
    """What stands on its pages. Raises Unreadable."""
    said = _ask(body, seconds)
    if said is None:
        raise Unreadable(_STOPPED)
    if why := said.get("error"):
        raise Unreadable(_LOCKED if why == "locked" else _BROKEN)
    return _document(said)


def _ask(body: bytes, seconds: float) -> dict[str, Any] | None:
    """The answer; None where the process was stopped or broke before it had one."""
    said = apart.answer(_PROGRAM, body, seconds=seconds, most=_MOST_SAID)
    try:
        answer = json.loads(said)
    except ValueError:
        return None
    return answer if isinstance(answer, dict) else None


def _document(said: dict[str, Any]) -> Document:
    lines = tuple(
        Line(number, left, top, right, bottom, bold, turned, text)
        for number, page in enumerate(said["pages"])
        for left, top, right, bottom, bold, turned, written in page["lines"]
        if (text := _letters(written)) and bottom > top
    )
    return Document(
        lines=lines,
        sizes=tuple((width, height) for width, height in (page["size"] for page in said["pages"])),
        count=said["count"],
        info={name: one_line(value) for name, value in said["info"].items()},
        lang=one_line(said["lang"]),
    )


def _letters(written: str) -> str:
    """The words of a line: ligatures as the letters they stand for, bullets of symbol fonts as bullets."""
    text = one_line(written.translate(_LIGATURES))
    return f"• {text[1:].lstrip()}" if text.startswith(_BULLETS) else text
