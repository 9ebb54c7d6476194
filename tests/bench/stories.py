"""Which reports tell one story: real reports told again in nine ways, against real ones that are merely similar.

Run as `python -m tests.bench stories`. Told again is what `tests/rewriting.py` makes of a report. Merely similar are
the pairs of one collection that share most words; to them come reports with other numbers in them, roundups that quote
a report whole, and pairs drawn by lot. Pairs of a collection are judged as they are imported, and again as if nobody
knew that one publisher told both.
"""

import json
import lzma
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from random import Random

from ingest.files import files_below, open_file
from ingest.read import read
from ingest.types import Draft
from kb.reports.names import title_key
from kb.reports.stories.candidates import SHARED
from kb.reports.stories.judge import Telling, one_story
from kb.reports.stories.sketch import Marks, marks
from tests import rewriting
from tests.rewriting import Told

Way = Callable[[Told, Random], Told]

FOLDERS = (
    "archive-rustsec-md",
    "csaf-cisa",
    "feeds-security",
    "reports-annoctr",
    "reports-unit42-timely",
    "archive-p0-rca-md",
)
SHORTEST = 400  # characters of a report that is told again
OF_BENCH = 600  # reports of the large corpus that are told again
LOOKED_THROUGH = 20_000  # and those looked through for similar ones
SIMILAR = 3  # numbers that the texts of a pair share
MOST = 40  # reports of one number: those of a mould are far too many pairs
WAYS: dict[str, tuple[Way, ...]] = {
    "syndicated": (rewriting.syndicated,),
    "shortened": (rewriting.shortened,),
    "half of its sentences": (rewriting.thinned,),
    "re-titled": (rewriting.retitled,),
    "in other words": (rewriting.reworded,),
    "re-titled, syndicated": (rewriting.retitled, rewriting.syndicated),
    "re-titled, in other words": (rewriting.retitled, rewriting.reworded),
    "shortened, syndicated": (rewriting.shortened, rewriting.syndicated),
    "shortened, in other words": (rewriting.shortened, rewriting.reworded),
}


@dataclass(frozen=True, slots=True)
class Item:
    """A report of a collection."""

    told: Told
    source: int  # the collection
    key: str  # what it is called there


def main(corpus: Path) -> None:
    chance = Random(8)
    small, large = list(_of_folders(corpus)), _of_bench(corpus)
    chance.shuffle(large)
    whole = [item for item in (*small, *large[: OF_BENCH * 2]) if len(item.told.body) >= SHORTEST]
    print(f"{len(whole)} reports, each told again in {len(WAYS)} ways\n\nthe same story, found:")
    found = told = 0
    for name, ways in WAYS.items():
        hits = sum(_found(_telling(item.told), _telling(_again(item.told, ways, chance))) for item in whole)
        print(f"  {name:<28} {hits:>5} of {len(whole)}  {hits / len(whole):.3f}")
        found, told = found + hits, told + len(whole)
    print(f"\nrecall {found}/{told} = {found / told:.4f}\n\nanother story, taken for the same:")
    wrong = _wrong(whole, [*small, *large[:LOOKED_THROUGH]], chance)
    print(f"\nprecision {found}/{found + wrong} = {found / (found + wrong):.4f}")


def _wrong(whole: list[Item], many: list[Item], chance: Random) -> int:
    """How many pairs are taken for one story that are two, told for each sort."""
    similar = list(_similar(many))
    sorts = {
        "with other numbers": [pair for item in whole if (pair := _reissued(item.told, chance))],
        "a roundup that quotes it": [_quoted(item, whole, chance) for item in whole],
        "by lot": [(_telling(one.told), _telling(chance.choice(whole).told)) for one in whole],
        "similar, as imported": [(_imported(one), _imported(other)) for one, other in similar],
    }
    sorts["by lot"] = [pair for pair in sorts["by lot"] if pair[0].body != pair[1].body]
    wrong = {name: sum(one_story(*pair) for pair in pairs) for name, pairs in sorts.items()}
    for name, pairs in sorts.items():
        print(f"  {name:<28} {wrong[name]:>5} of {len(pairs)}")
    strangers = sum(one_story(_telling(one.told), _telling(other.told)) for one, other in similar)
    print(f"  {'similar, by unknown sources':<28} {strangers:>5} of {len(similar)}, not counted below")
    return sum(wrong.values())


def _of_folders(corpus: Path) -> Iterator[Item]:
    for source, name in enumerate(FOLDERS):
        for path in files_below(corpus / name):
            for draft in read(open_file(path)).items:
                if isinstance(draft, Draft) and path.name != "SOURCE.txt":
                    yield Item(Told(draft.title, draft.body_text), source, draft.key or draft.item)


def _of_bench(corpus: Path) -> list[Item]:
    with lzma.open(corpus / "bench" / "reports-100k.jsonl.xz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    sources = sorted({row["source"] for row in rows})
    number = {name: len(FOLDERS) + at for at, name in enumerate(sources)}
    return [Item(Told(row["title"], row["body"]), number[row["source"]], row["id"]) for row in rows]


def _similar(items: list[Item]) -> Iterator[tuple[Item, Item]]:
    """Pairs of one collection whose texts share numbers, as the archive itself finds them."""
    bearers: defaultdict[int, list[int]] = defaultdict(list)
    for at, item in enumerate(items):
        for number in _marks(_telling(item.told)).text:
            bearers[number].append(at)
    shared: defaultdict[tuple[int, int], int] = defaultdict(int)
    for ids in bearers.values():
        for pair in combinations(ids[:MOST], 2):
            shared[pair] += 1
    for (one, other), count in sorted(shared.items()):
        if count >= SIMILAR and items[one].source == items[other].source and items[one].key != items[other].key:
            yield items[one], items[other]


def _found(one: Telling, other: Telling) -> bool:
    """Whether one leads to the other at all, by its title or by numbers of its text, and is then taken for the same."""
    first, second = _marks(one), _marks(other)
    near = first.names == second.names or len({*first.text} & {*second.text}) >= SHARED
    return near and one_story(one, other)


def _marks(telling: Telling) -> Marks:
    return marks(title_key(telling.title), telling.page, telling.body)


def _again(told: Told, ways: tuple[Way, ...], chance: Random) -> Told:
    for way in ways:
        told = way(told, chance)
    return told


def _reissued(told: Told, chance: Random) -> tuple[Telling, Telling] | None:
    """With other numbers, where it has any to speak of."""
    other = rewriting.reissued(told, chance)
    changed = sum(one != two for one, two in zip(told.body, other.body, strict=True))
    return (_telling(told), _telling(other)) if changed >= 8 else None


def _quoted(item: Item, whole: list[Item], chance: Random) -> tuple[Telling, Telling]:
    """A report and a roundup of three, none of which is much longer than another."""
    size = len(item.told.body)
    near = [one.told for one in whole if one is not item and size / 2 < len(one.told.body) < size * 2]
    return _telling(item.told), _telling(rewriting.gathered([item.told, *chance.sample(near, min(2, len(near)))]))


def _telling(told: Told) -> Telling:
    return Telling(0, told.title, None, None, frozenset(), None, None, told.body)


def _imported(item: Item) -> Telling:
    return Telling(0, item.told.title, item.source, None, frozenset({item.key}), None, None, item.told.body)
