"""What of a page a reader sees: which tokens count, and the words that stand for pictures and players."""

from collections.abc import Iterator, Sequence
from urllib.parse import unquote, urlsplit

from ingest.html.tokens import Close, Open, Token

MEDIA = {"img": "image", "video": "video", "audio": "audio", "iframe": "frame", "embed": "media"}
UNSEEN = frozenset(("script", "style", "template", "noscript", "svg", "math", "canvas", "select", "button", "object"))

_SMALL, _THIN = 32, 16  # pixels: a picture so small or thin, without words of its own, is a bullet, spacer or rule


def seen(run: Sequence[Token]) -> Iterator[tuple[int, Token]]:
    """The tokens a reader sees, each with its position. An unseen element that is never closed hides only
    its tag."""
    last_close = {token.name: at for at, token in enumerate(run) if isinstance(token, Close) and token.name in UNSEEN}
    until = None
    for at, token in enumerate(run):
        if until:
            if isinstance(token, Close) and token.name == until:
                until = None
        elif isinstance(token, Open) and at < last_close.get(token.name, -1):
            until = token.name
        else:
            yield at, token


def media_words(tag: Open) -> str:
    """What stands for an image or player in text: `[image: its alternative text, else its file name]`; nothing where it
    is decoration or a tracking pixel."""
    attributes = tag.attributes
    sides = [_pixels(attributes.get(side, "")) for side in ("width", "height")]
    if min(sides) <= 1:
        return ""
    given = " ".join((attributes.get("alt") or attributes.get("title") or "").split())[:1000]
    if tag.name == "img" and not given and (max(sides) <= _SMALL or min(sides) <= _THIN):
        return ""
    words = given or _file_name(media_source(tag))
    return f"[{MEDIA[tag.name]}: {words}]" if words else ""


def media_source(tag: Open) -> str:
    """The address of an image or player as written; images that load late keep theirs in `data-src`."""
    src = tag.attributes.get("src", "").strip()
    late = tag.attributes.get("data-src", "").strip()
    return late if late and (not src or src[:5].lower() == "data:") else src


def _pixels(written: str) -> float:
    digits = written.strip().removesuffix("px")
    return int(digits) if digits.isdecimal() and len(digits) < 6 else float("inf")


def _file_name(src: str) -> str:
    if src[:5].lower() == "data:":
        return ""
    try:
        parts = urlsplit(src)
    except ValueError:
        return ""
    name = unquote(parts.path.rstrip("/").rpartition("/")[2]) or parts.netloc
    return " ".join(name.split())[:200]
