"""The table of names: a line for each, with its type, its name and its other spellings, separated by tabs."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

TYPES = ("malware", "actor", "technique")
_LARGEST = 20_000_000  # bytes; the whole MISP galaxy makes half a million
_SAMPLE = Path(__file__).with_name("sample.tsv")


class BadTable(Exception):
    """A file that is no table of names, or no source of one; the message names it and says what to do."""


@dataclass(frozen=True, slots=True)
class Name:
    """One line of the table."""

    type: str  # malware, actor or technique
    name: str  # what it is called here
    spellings: tuple[str, ...]  # everything that means it, the name itself first where it is distinct enough


def sample() -> tuple[Name, ...]:
    """The small table that comes with the program."""
    return read(_SAMPLE)


def read(path: Path) -> tuple[Name, ...]:
    """A table as `write` left it; lines that begin with # say something to people. Raises BadTable, OSError."""
    if path.stat().st_size > _LARGEST:
        raise BadTable(f"{path}: a table of names has at most {_LARGEST:,} bytes; run `kb names build` again")
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise BadTable(f"{path}: not UTF-8 at byte {error.start}; run `kb names build` again") from error
    return tuple(_name(path, at, line) for at, line in enumerate(lines, 1) if line.strip() and line[0] != "#")


def write(path: Path, names: Iterable[Name]) -> None:
    """Write the table whole or not at all."""
    fresh = path.with_suffix(".new")
    fresh.write_text("".join("\t".join((one.type, one.name, *one.spellings)) + "\n" for one in names), encoding="utf-8")
    fresh.replace(path)


def _name(path: Path, at: int, line: str) -> Name:
    type_, *rest = line.split("\t")
    if type_ not in TYPES or len(rest) < 2 or not all(rest):
        types = ", ".join(TYPES)
        raise BadTable(f"{path}, line {at}: not a type ({types}), a name and its spellings, separated by tabs")
    return Name(type_, rest[0], tuple(rest[1:]))
