"""OPML 1.0 to 2.0 (opml.org/spec2.opml), in and out: lists of feeds, in folders."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from ingest.elements import Hostile, walk
from ingest.text import name_of, one_line
from ingest.types import Capture, Failure

MOST = 20_000  # outlines of one file that are read
DEEPEST = 50  # folders in one another
_LONGEST_URL = 2_000


@dataclass(frozen=True, slots=True)
class Outline:
    """One entry of the list."""

    title: str
    url: str | None  # of the feed, or of the page that is watched; None where it names none
    kind: str = "feed"  # what is there: "feed", or as the archive that wrote the file calls it
    tags: tuple[str, ...] = ()  # the folders around it, outermost first, then its own categories


def read_opml(capture: Capture) -> list[Outline | Failure]:
    """Every entry of a list in its order. A folder is none: its name is a tag of what is in it.

    One that is malformed is read as far as it goes, and a Failure says where that was. Never raises.
    """
    reader = _Reader()
    try:
        flaw = walk(capture, reader.start, reader.end)
    except Hostile:
        return [Failure(capture.location, "it declares entities, which no list of feeds needs; do not use it")]
    if not reader.is_opml:
        return [Failure(capture.location, "it is not OPML; export the list of feeds as OPML and import that")]
    if flaw:
        reader.close_all()
        reader.read.append(
            Failure(capture.location, f"it is malformed from {flaw}: what follows was not read; mend it")
        )
    if reader.count > MOST:
        why = f"it holds {reader.count:,} outlines, of which {MOST:,} are read; split it"
        reader.read.append(Failure(capture.location, why))
    return reader.read


def write_opml(title: str, outlines: Iterable[Outline]) -> str:
    """A list that other programs read. The first tag of an entry is its folder, the others are its categories."""
    folders: dict[str, list[Outline]] = {}
    for outline in outlines:
        folders.setdefault(outline.tags[0] if outline.tags else "", []).append(outline)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">']
    lines += [f"  <head><title>{_escaped(title)}</title></head>", "  <body>"]
    for folder, inside in sorted(folders.items()):
        written = [_line(outline) for outline in inside]
        if folder:
            name = quoteattr(folder)
            lines += [f"    <outline text={name} title={name}>", *(f"  {line}" for line in written), "    </outline>"]
        else:
            lines += written
    return "\n".join([*lines, "  </body>", "</opml>", ""])


class _Reader:
    """Collects outlines; whether one is a folder shows only when it ends."""

    def __init__(self) -> None:
        self.is_opml = False
        self.count = 0
        self.read: list[Outline | Failure] = []
        self._open: list[tuple[dict[str, str], int]] = []  # attributes, and where its place among those read is

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.is_opml = self.is_opml or name.lower() == "opml"
        if name.lower() != "outline":
            return
        self.count += 1
        if self.count > MOST:
            self._open.append(({}, -1))
            return
        given = {key.lower(): value for key, value in attributes.items()}
        self._open.append((given, len(self.read)))
        if _address(given):
            self.read.append(self._outline(given))

    def end(self, name: str) -> None:
        if name.lower() != "outline" or not self._open:
            return
        given, place = self._open.pop()
        if place == len(self.read):  # nothing in it, and no address of its own
            self.read.append(self._outline(given, inside=self._open))

    def close_all(self) -> None:
        """The folders that a broken file leaves open are folders still."""
        self._open = []

    def _outline(self, given: dict[str, str], inside: list[tuple[dict[str, str], int]] | None = None) -> Outline:
        around = self._open[:-1] if inside is None else inside
        tags = [_title(folder) for folder, _ in around[:DEEPEST]] + list(_categories(given))
        url = _address(given)
        return Outline(
            _title(given) or url or "an outline without a name",
            url,
            given.get("kind", "feed") if "url" in given and "xmlurl" not in given else "feed",
            tuple(dict.fromkeys(tag for tag in tags if tag)),
        )


def _address(given: dict[str, str]) -> str | None:
    """The feed's address. One without scheme, or with that of feed readers, is on the web."""
    written = given.get("xmlurl") or (given.get("url") if "kind" in given else None) or ""
    url = "".join(written.split())[:_LONGEST_URL]
    return (
        url.removeprefix("feed:").replace("//", "https://", 1)
        if url.startswith("feed://")
        else url.removeprefix("feed:") or None
    )


def _title(given: dict[str, str]) -> str:
    return name_of(one_line(given.get("title") or given.get("text") or ""))


def _categories(given: dict[str, str]) -> Iterator[str]:
    """`/News/Security, malware`: each path names its last folder."""
    for path in given.get("category", "")[:_LONGEST_URL].split(","):
        yield one_line(path.strip().strip("/").rpartition("/")[2])


def _line(outline: Outline) -> str:
    what = f'type="rss" xmlUrl={quoteattr(outline.url or "")}'
    if outline.kind != "feed":
        what = f'type="link" url={quoteattr(outline.url or "")} kind={quoteattr(outline.kind)}'
    name, category = quoteattr(outline.title), quoteattr(",".join(f"/{tag}" for tag in outline.tags[1:]))
    return f"    <outline text={name} title={name} {what}{f' category={category}' if outline.tags[1:] else ''}/>"


def _escaped(text: str) -> str:
    return quoteattr(text)[1:-1]
