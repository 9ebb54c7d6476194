"""The programs that are measured, each in a process of its own.

Run as `python -m tests.bench.ingest.programs NAME FOLDER PORT FEEDS`: it makes what it keeps in the folder, takes the
feeds of the server in, asks for them again when nothing has changed, and tells the seconds as JSON.
"""

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from typing import Protocol


class Program(Protocol):
    """What takes feeds in so that their items can be searched."""

    def __init__(self, folder: Path, urls: Sequence[str]) -> None:
        """Get ready, knowing which feeds there are and nothing of what is in them."""

    def take_in(self) -> None:
        """Ask for every feed, and keep what is new."""

    def index(self) -> None:
        """Make what was kept searchable."""

    def found(self) -> int:
        """How many items can be found."""


@dataclass(frozen=True, slots=True)
class Told:
    seconds: Sequence[float]  # for taking in and indexing what is new, then for both when nothing is
    found: int  # items that could be found in between


class Ours:
    """`kb poll`: sources that are due are polled, then the index is brought level. The clock alone is ours to set, so
    that they are due a second time. Articles behind the items are not fetched, as no other program does."""

    def __init__(self, folder: Path, urls: Sequence[str]) -> None:
        from kb import archive, times
        from kb.polling.asking import asking
        from kb.polling.visit import Poller
        from kb.settings import Settings
        from kb.sources import register
        from kb.sources.records import SourceKind

        settings = Settings(data=folder, fetch_allow=frozenset({"127.0.0.0/8"}))
        archive.create(settings)
        self._open = archive.opened(settings)
        self._archive = self._open.__enter__()
        with self._archive.writing() as session:
            for url in urls:
                register.add(session, SourceKind.FEED, url, times.now(), full_text=False)
        self._later = timedelta()
        self._poller = Poller(
            self._archive, asking(settings, alone=True), lambda: times.now() + self._later, lambda: 0.0
        )

    def take_in(self) -> None:
        from kb.polling.poll import poll_due

        for polled in poll_due(self._poller):
            if polled.trouble:
                raise AssertionError(f"{polled.source.place}: {polled.trouble}")
        self._later += timedelta(days=2)

    def index(self) -> None:
        self._archive.indexer.drain()

    def found(self) -> int:
        from index.query import parse

        return self._archive.index.count(parse(""))


class Reader:
    """lemon24/reader as its guide has it. With more workers it takes longer: parsing holds Python's lock."""

    def __init__(self, folder: Path, urls: Sequence[str]) -> None:
        from reader import make_reader

        folder.mkdir()
        self._reader = make_reader(str(folder / "reader.sqlite"), search_enabled=True)
        for url in urls:
            self._reader.add_feed(url)

    def take_in(self) -> None:
        self._reader.update_feeds(scheduled=False)  # all of them, due or not

    def index(self) -> None:
        self._reader.update_search()

    def found(self) -> int:
        """As many as its index has been given: its search has no query that finds all."""
        return self._reader.get_entry_counts().total or 0


class Feedparser:
    """Only fetched and parsed: nothing is kept, so nothing can be found."""

    def __init__(self, folder: Path, urls: Sequence[str]) -> None:
        self._tags: dict[str, str | None] = dict.fromkeys(urls)

    def take_in(self) -> None:
        import feedparser

        for url, tag in self._tags.items():
            self._tags[url] = feedparser.parse(url, etag=tag).get("etag", tag)

    def index(self) -> None:
        pass

    def found(self) -> int:
        return 0


PROGRAMS: dict[str, type[Program]] = {"ours": Ours, "reader": Reader, "feedparser": Feedparser}
NEEDS = {"ours": "kb", "reader": "reader", "feedparser": "feedparser"}


def main(name: str, folder: Path, urls: Sequence[str]) -> None:
    program = PROGRAMS[name](folder, urls)
    seconds = [_timed(program.take_in), _timed(program.index)]
    found = program.found()
    seconds += [_timed(program.take_in), _timed(program.index)]
    print(json.dumps(asdict(Told(seconds, found))))


def _timed(step: Callable[[], None]) -> float:
    began = perf_counter()
    step()
    return perf_counter() - began


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), [f"http://127.0.0.1:{sys.argv[3]}/{n}.xml" for n in range(int(sys.argv[4]))])
