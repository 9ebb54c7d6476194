"""Telling a feed from other documents by its first kilobytes."""

import re

from ingest.charset import decode
from ingest.prolog import behind_prolog
from ingest.types import Capture

_START = 65_536  # bytes; some publishers open with a long comment
_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?(rss|feed|rdf|channel|entry)\b", re.IGNORECASE | re.ASCII)
_ATOM = re.compile(r"[^>]{0,2000}(?:www\.w3\.org/2005/Atom|purl\.org/atom/)")
_RDF_FEED = re.compile(r"purl\.org/rss/1\.0|netscape\.com/rdf|<(\w+:)?(channel|item)\b", re.ASCII)
_INSIDE = re.compile(
    r"<feed\b[^>]{0,500}www\.w3\.org/2005/Atom|<rss\b[^>]{0,500}\bversion\s*=|<rdf:RDF\b[^>]{0,500}/rss/1\.0/"
)
_NEAR = 4_000  # characters; what a server prints before a feed by mistake is shorter
_JSON_VERSION = b"jsonfeed.org/version"


def looks_like_feed(capture: Capture) -> bool:
    """Whether the bytes are RSS, RDF, Atom, CDF or JSON Feed, whatever the media type says. An entry of Atom may stand
    alone (RFC 4287, section 2)."""
    if looks_like_json_feed(capture):
        return True
    start = decode(capture.body[:_START], capture.charset)
    prolog = behind_prolog(start)
    root = _ROOT.match(start, prolog)
    if root is None:  # an error message of the server, or the frame of a page, may stand around the feed
        return bool(_INSIDE.search(start, prolog, prolog + _NEAR))
    if root[1].lower() == "entry":  # which other XML has too
        return bool(_ATOM.match(start, root.end()))
    return root[1].lower() != "rdf" or bool(_RDF_FEED.search(start, root.start()))


def looks_like_json_feed(capture: Capture) -> bool:
    """Whether the bytes are a JSON object that calls itself a JSON Feed; its version may stand at the very end."""
    start = decode(capture.body[:_START], capture.charset).lstrip("\ufeff \t\r\n")
    if not start.startswith("{"):
        return False
    plain = capture.body.replace(b"\0", b"").replace(b"\\/", b"/")
    return capture.media_type == "application/feed+json" or _JSON_VERSION in plain
