"""Building the table of names from clusters of the MISP galaxy and from bundles of ATT&CK, as they lie in a folder."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.names.ordinary import is_distinct
from ingest.names.table import BadTable, Name

_LARGEST = 200_000_000  # bytes of one file; ATT&CK for enterprises has a quarter of that
_CLUSTERS = (
    (re.compile(r"mitre-(?:\w+-attack-)?intrusion-set"), "actor"),
    (re.compile(r"threat-actor|microsoft-activity-group|mitre-ics-groups"), "actor"),
    (re.compile(r"mitre-(?:\w+-attack-)?malware"), "malware"),
    (re.compile(r"malpedia"), "malware"),
    (re.compile(r"botnet|banker|stealer|backdoor|rat|android|exploit-kit|cryptominers"), "malware"),
    (re.compile(r"mitre-(?:enterprise-|mobile-)?attack-(?:attack-)?pattern"), "technique"),
)  # types of clusters; the first name the rest
_OBJECTS = {"intrusion-set": "actor", "malware": "malware", "attack-pattern": "technique"}  # of STIX
_ID = re.compile(r"\s+-\s+[A-Z]{1,3}\d{4}(?:\.\d{3})?$")  # "Emotet - S0367"
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One name as a source has it."""

    rank: int  # of its source: who comes first claims a spelling that several want
    type: str
    name: str
    synonyms: tuple[str, ...]
    about: str  # the description


def build(folder: Path) -> tuple[tuple[Name, ...], tuple[str, ...]]:
    """The table of all names in the JSON files of a folder and below, and a sentence for each file that has none.

    A spelling belongs to the first entry that has it, those of ATT&CK before all others, and an entry that is called
    by a spelling already known adds its own to that one. Left out are spellings that could be words of a sentence: see
    `is_distinct`. Raises BadTable where the folder has no names at all, and OSError.
    """
    entries: list[Entry] = []
    notes: list[str] = []
    for path in sorted(folder.rglob("*.json")):
        found = list(_entries(path, notes))
        entries += found
    if not entries:
        raise BadTable(
            f"{folder}: there are no clusters of the MISP galaxy and no bundles of ATT&CK (*.json) in it; "
            "name a folder that has `clusters/` of misp-galaxy, or `enterprise-attack.json`"
        )
    return tuple(_table(entries)), tuple(notes)


def _entries(path: Path, notes: list[str]) -> Iterator[Entry]:
    if path.stat().st_size > _LARGEST:
        notes.append(f"{path}: left out, since it is larger than {_LARGEST:,} bytes")
        return
    try:
        told = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        notes.append(f"{path}: left out, since it is not JSON ({error})")
        return
    if not isinstance(told, dict):
        return
    if told.get("type") == "bundle":
        yield from _of_bundle(told)
    else:
        yield from _of_cluster(told)


def _of_cluster(told: dict[str, object]) -> Iterator[Entry]:
    values = told.get("values")
    known = enumerate(_CLUSTERS, 1)
    rank, type_ = next(
        ((rank, type_) for rank, (types, type_) in known if types.fullmatch(str(told.get("type")))), (0, "")
    )
    for value in values if type_ and isinstance(values, list) else ():
        if isinstance(value, dict) and isinstance(value.get("value"), str):
            meta = value.get("meta")
            synonyms = _texts(meta.get("synonyms")) if isinstance(meta, dict) else ()
            yield Entry(rank, type_, _ID.sub("", value["value"]), synonyms, str(value.get("description", "")))


def _of_bundle(told: dict[str, object]) -> Iterator[Entry]:
    objects = told.get("objects")
    for one in objects if isinstance(objects, list) else ():
        type_ = _OBJECTS.get(str(one.get("type"))) if isinstance(one, dict) else None
        if type_ and isinstance(one.get("name"), str) and not (one.get("revoked") or one.get("x_mitre_deprecated")):
            aliases = _texts(one.get("aliases")) + _texts(one.get("x_mitre_aliases"))
            yield Entry(0, type_, one["name"], aliases, str(one.get("description", "")))


def _texts(values: object) -> tuple[str, ...]:
    return tuple(value for value in values if isinstance(value, str)) if isinstance(values, list | tuple) else ()


def _table(entries: list[Entry]) -> Iterator[Name]:
    forms = _forms(entry.about for entry in entries)
    owner: dict[str, tuple[str, str]] = {}
    spellings: dict[tuple[str, str], list[str]] = {}
    for entry in sorted(entries, key=lambda entry: entry.rank):
        name = " ".join(entry.name.split())
        whose = owner.get(name.lower(), (entry.type, name))
        for spelling in (name, *(" ".join(synonym.split()) for synonym in entry.synonyms)):
            if spelling.lower() not in owner and is_distinct(entry.type, spelling, forms):
                owner[spelling.lower()] = whose
                spellings.setdefault(whose, []).append(spelling)
    for (type_, name), some in sorted(spellings.items()):
        yield Name(type_, name, tuple(some))


def _forms(texts: Iterable[str]) -> Counter[str]:
    """How often each form of a word stands in the descriptions: `hive` besides `Hive` says that it is a word."""
    return Counter(word for text in texts for word in _WORD.findall(text))
