"""Whether every feed file of the corpora goes through into an archive: with its items or with a sentence, all of it in
the ledger."""

import re
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.files import open_file
from ingest.opml import read_opml
from kb import archive, ledger, pipeline, times
from kb.archive import Archive
from kb.ledger import Entry
from kb.polling import lists
from kb.reports.intake.decide import State
from kb.settings import Settings

SETS = ("feeds-feedparser", "feeds-validator-testcases", "feeds-real", "feeds-security", "json-feed", "opml")
_STATES = ("new", "revised", "unchanged", "duplicate", "filtered")
_STUMBLED = "please report this"  # so ends the sentence about an error that nobody foresaw
_PLACE = re.compile(r"line \d+|\([^()]*\)|<[^<>]*>|\d+")


def main(corpus: Path) -> None:
    print("\n## through the archive\n")
    _row("set", "files", "without items", "longest", "items", *_STATES, "failed")
    _row("---", *["---:"] * (len(_STATES) + 5))
    with TemporaryDirectory() as made:
        settings = Settings(data=Path(made))
        archive.create(settings)
        with archive.opened(settings) as opened:
            told = [entry for name in SETS for entry in _set(opened, corpus / name)]
            opened.indexer.drain()
            _prove(opened)
    _reasons([entry.decision.why or "" for entry in told if entry.decision.state is State.FAILED])


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "SOURCE.txt")


def _set(opened: Archive, folder: Path) -> list[Entry]:
    told: list[Entry] = []
    longest, empty = 0.0, 0
    for path in files(folder):
        begun = time.perf_counter()
        entries = _take_in(opened, path)
        longest = max(longest, time.perf_counter() - begun)
        empty += not entries
        told += entries
    sums = ledger.add_up(told)
    counts = (sums.items, *(getattr(sums, state) for state in _STATES), len(sums.failed))
    _row(folder.name, len(files(folder)), empty, f"{longest:.2f} s", *counts)
    return told


def _row(*cells: object) -> None:
    print(f"| {' | '.join(map(str, cells))} |", flush=True)


def _take_in(opened: Archive, path: Path) -> Sequence[Entry]:
    if path.parent.name != "opml":
        return pipeline.take_in_file(opened, path)
    with opened.writing() as session:  # a list of feeds: each outline is an item
        return list(lists.take_in(session, read_opml(open_file(path)), times.now()))


def _prove(opened: Archive) -> None:
    with opened.reading() as session:
        for balance in ledger.balances(session):
            print(f"\nledger: {balance.intakes} intakes, {balance.came} items in, {balance.accounted} accounted for")
        print(*(f"not whole: {odd}" for odd in ledger.unbalanced(session)), sep="\n")


def _reasons(sentences: list[str]) -> None:
    """How often each sentence was said, what stands in it for a place or a name left out."""
    print(f"failed by an error nobody foresaw: {sum(_STUMBLED in sentence for sentence in sentences)}")
    for sentence, count in Counter(_PLACE.sub("…", sentence) for sentence in sentences).most_common():
        print(f"{count} x {sentence}")
