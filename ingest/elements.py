"""A walk through small XML in any encoding: no entity is expanded, nothing is loaded, what is broken ends the walk."""

import re
from collections.abc import Callable
from xml.parsers import expat

from ingest.charset import decode
from ingest.feeds.repair import repaired
from ingest.types import Capture

_DECLARES = re.compile(r"<!ENTITY\b", re.IGNORECASE)
_PROLOG = 65_536  # characters in which a document type can stand

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]


class Hostile(Exception):
    """The document declares entities, which lists of addresses never need."""


def walk(capture: Capture, start: Start, end: End, data: Callable[[str], None] | None = None) -> str | None:
    """Tell each element's start and end by its name without prefix; returns what is wrong with the document, if
    anything, with the line. Raises Hostile."""
    text = decode(capture.body, capture.charset)
    if _DECLARES.search(text, 0, _PROLOG):
        raise Hostile
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: start(name.rpartition(":")[2], attributes)
    parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
    parser.buffer_text = True
    if data:
        parser.CharacterDataHandler = data
    try:
        parser.Parse(repaired(text).encode(), True)
    except expat.ExpatError as error:
        return f"line {error.lineno}: {expat.ErrorString(error.code)}"
    return None
