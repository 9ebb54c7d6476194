"""How many of the indicators that analysts filed in MISP are found in the report beside them.

Run as `python -m tests.bench.indicators_against_misp FOLDER`, with README.adoc and MISP events (JSON) in each folder
below it. A filed value counts when it stands in the report, however it is spelled there. Ours and ioc-finder's own
answer are measured alike, by value. Then a megabyte of each of twelve hostile shapes is searched by ours.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.indicators import find
from ingest.types import Role

FILED = {"md5", "sha1", "sha256", "sha512", "domain", "hostname", "ip-dst", "ip-src", "url", "email", "email-src"}
SORTS = {"md5", "sha1", "sha256", "sha512", "domain", "ipv4", "ipv6", "url", "email"}
THEIRS = ["md5s", "sha1s", "sha256s", "sha512s", "domains", "ipv4s", "ipv6s", "urls", "email_addresses"]

SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
SHAPES = {
    "dots": "a.",
    "blanks": " ",
    "digits": "1.2.3.4.",
    "links": "http://a/",
    "newlines": "\n",
    "lines of dots": "a." * 990 + " ",
    "addresses": "1.2.3.4 ",
    "mail addresses": "a@a.",
    "defanged hosts": "a[.]b[.]com ",
    "brackets": "(" * 900 + ")" * 900 + " ",
    "hashes": f"{SHA256} ",
    "everything": "http://a.example.com/x b.example.org 10.1.2.3 c@d.com HKLM\\a\\b x.exe ",
}


def main(folder: Path) -> None:
    pairs = [(report.read_text(encoding="utf-8"), filed(report.parent)) for report in sorted(folder.glob("*/*.adoc"))]
    for name, finder in (("ours", ours), ("ours, without what is only mentioned", warned_of), ("ioc-finder", theirs)):
        told = measure(pairs, finder)
        print(f"{name}: recall {told.hits}/{told.wanted} = {told.recall:.3f}", end=", ")
        print(f"precision {told.hits}/{told.given} = {told.precision:.3f}; missed", *told.missed or ["none"])
    for name, piece in SHAPES.items():
        text = piece * (1_000_000 // len(piece))
        begun = time.process_time()
        find(text)
        print(f"a megabyte of {name}: {time.process_time() - begun:.2f} s")


@dataclass(frozen=True, slots=True)
class Figures:
    hits: int  # filed values found
    wanted: int  # filed values that stand in the reports
    given: int  # values found in all
    missed: tuple[str, ...]

    @property
    def recall(self) -> float:
        return self.hits / self.wanted

    @property
    def precision(self) -> float:
        return self.hits / self.given


def measure(pairs: list[tuple[str, set[str]]], finder: Callable[[str], set[str]]) -> Figures:
    hits = wanted = given = 0
    missed: list[str] = []
    for text, values in pairs:
        standing = {value for value in values if value in plain(text)}
        found = finder(text)
        hits += len(standing & found)
        wanted += len(standing)
        given += len(found)
        missed += sorted(standing - found)
    return Figures(hits, wanted, given, tuple(missed))


def filed(folder: Path) -> set[str]:
    """Values of the MISP events in a folder, in lower case, without scheme."""
    found = set()
    for path in folder.glob("*.json"):
        for attribute in _attributes(json.loads(path.read_text(encoding="utf-8"))):
            if attribute["type"].split("|")[-1] in FILED:
                found.add(_bare(attribute["value"].split("|")[-1]))
    return found


def _attributes(node: object) -> Iterator[dict[str, str]]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "Attribute" and isinstance(value, list):
                yield from value
            else:
                yield from _attributes(value)
    elif isinstance(node, list):
        for value in node:
            yield from _attributes(value)


def ours(text: str) -> set[str]:
    return {_bare(one.value) for one in find(text) if one.type in SORTS}


def warned_of(text: str) -> set[str]:
    return {_bare(one.value) for one in find(text) if one.type in SORTS and one.role is Role.INDICATOR}


def theirs(text: str) -> set[str]:
    from ioc_finder import find_iocs

    found = find_iocs(text, included_ioc_types=THEIRS)
    return {_bare(value) for values in found.values() for value in values}


def plain(text: str) -> str:
    for written, meant in (("[.]", "."), ("hxxp", "http"), ("[:]", ":"), ("[@]", "@"), ("++", "")):
        text = text.replace(written, meant)
    return text.lower()


def _bare(value: str) -> str:
    return value.lower().rpartition("://")[2].rstrip("/")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
