"""How many of the indicators that analysts filed in MISP are found in the report beside them.

Run as `python -m tests.bench.indicators_against_misp FOLDER`, with README.adoc and MISP events (JSON) in each folder
below it. A filed value counts when it stands in the report, however it is spelled there. Ours and ioc-finder's own
answer are measured alike, by value.
"""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from ingest.indicators import find

FILED = {"md5", "sha1", "sha256", "sha512", "domain", "hostname", "ip-dst", "ip-src", "url", "email", "email-src"}
SORTS = {"md5", "sha1", "sha256", "sha512", "domain", "ipv4", "ipv6", "url", "email"}
THEIRS = ["md5s", "sha1s", "sha256s", "sha512s", "domains", "ipv4s", "ipv6s", "urls", "email_addresses"]


def main(folder: Path) -> None:
    pairs = [(report.read_text(encoding="utf-8"), filed(report.parent)) for report in sorted(folder.glob("*/*.adoc"))]
    for name, finder in (("ours", ours), ("ioc-finder", theirs)):
        print(name, *measure(pairs, finder))


def measure(pairs: list[tuple[str, set[str]]], finder: Callable[[str], set[str]]) -> tuple[str, ...]:
    hits = wanted = given = 0
    missed: list[str] = []
    for text, values in pairs:
        standing = {value for value in values if value in plain(text)}
        found = finder(text)
        hits += len(standing & found)
        wanted += len(standing)
        given += len(found)
        missed += sorted(standing - found)
    return f"recall {hits}/{wanted} = {hits / wanted:.3f}", f"precision {hits}/{given}", str(missed)


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
