"""Names that mean the same, from a table that staff extend: a search for one finds the others too.

The table acts on the tree of a query and never on the index, so that a change of it counts at once.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from index.analysis import alternatives, fold
from index.query.build import all_of, any_of, boosted
from index.query.fields import is_ref, normal_ref
from index.query.nodes import And, Boost, Node, Not, Or, Phrase, Value, Word

CALLED = 9.0  # how much more a reference counts in the title than in the text
DISCOUNT = 0.8  # an alias scores less than the name that was typed, unless it is the far rarer word
MOST = 10_000  # names in all
MOST_NAMES = 32  # of one group
MOST_WORDS = 8  # of one name
MOST_ADDED = 64  # names added to one query

Key = tuple[str, ...]  # the stems of a name's words: `Zombies` and `zombie` are one name


class UnreadableAliasesError(ValueError):
    """A line that is no group of names; its message is a sentence that names the file and the line."""


@dataclass(frozen=True, slots=True)
class Aliases:
    """Which names mean the same."""

    groups: Mapping[Key, tuple[str, ...]]  # by each name's key all names of its group, folded, as they were listed


def read_aliases(lines: Iterable[str], file: str, beside: Aliases | None = None) -> Aliases:
    """The groups that lines list, one a line: `zombie = bot = drone`; `#` begins a line that is none.

    Groups that share a name are one, also with those of `beside`. Raises UnreadableAliasesError, which names `file`.
    """
    groups = dict(beside.groups) if beside else {}
    for number, line in enumerate(lines, 1):
        line = line.removeprefix("\ufeff").strip()
        if line and not line.startswith("#"):
            try:
                _put(groups, line)
            except ValueError as error:
                raise UnreadableAliasesError(f"{file}, line {number}: {error}") from None
    return Aliases(MappingProxyType(groups))


@cache
def shipped_aliases() -> Aliases:
    """The table that comes with the package."""
    table = files("index.query") / "aliases.txt"
    return read_aliases(table.read_text(encoding="utf-8").splitlines(), table.name)


def expanded(node: Node, aliases: Aliases) -> Node:
    """The tree with the other names of each word beside it, in the word's own field.

    A phrase in quotation marks and what is negated stay as they were typed, and no name is added that the query itself
    spells: `zombie -bot` and `zombie bot` mean the words. Words that together are a name (`distributed denial of
    service`) are found as the words that they are, or by another of its names.
    """
    return _Expansion(aliases, frozenset(_spelled(node, aliases))).of(node)


class _Expansion:
    """One query on its way through the table, with what it may still add."""

    def __init__(self, aliases: Aliases, spelled: frozenset[Key]) -> None:
        self._aliases = aliases
        self._spelled = spelled
        self._left = MOST_ADDED

    def of(self, node: Node) -> Node:
        match node:
            case Word(text, field):
                return self._beside(node, _key(text), field)
            case And(parts):
                return all_of(self._of_run(run) for run in _runs(parts, self._aliases))
            case Or(parts):
                return any_of([*(self.of(part) for part in parts), *_called(parts)])
            case Boost(part, factor):
                return boosted(self.of(part), factor)
            case _:
                return node

    def _of_run(self, run: tuple[Node, ...]) -> Node:
        first = run[0]
        if len(run) > 1 and isinstance(first, Word):
            return self._beside(And(run), _key_of(run), first.field)
        return self.of(first)

    def _beside(self, node: Node, key: Key, field: str | None) -> Node:
        names = [name for name in self._aliases.groups.get(key, ()) if _key(name) not in self._spelled][: self._left]
        self._left -= len(names)
        return any_of([node, *(boosted(_node(name, field), DISCOUNT) for name in names)])


def _called(parts: tuple[Node, ...]) -> Iterator[Node]:
    """The title of a statement by a word that may be its reference, which stands there: so it is the first to be found
    by it, before all that only speak of it."""
    words = [part.text for part in parts if isinstance(part, Word) and part.field is None and is_ref(part.text)]
    for ref in dict.fromkeys(map(normal_ref, words)):
        called = boosted(Word(ref.lower(), "title"), CALLED)
        if Value("ref", ref) in parts and called not in parts:
            yield called


def _put(groups: dict[Key, tuple[str, ...]], line: str) -> None:
    names = [" ".join(fold(name).text.replace('"', " ").split()) for name in line.split("=")]
    if len(names) < 2:
        raise ValueError(f"“{line[:40]}” stands alone: write names that mean the same with = between them.")
    group: dict[Key, str] = {}
    for name in names:
        key = _key(name)
        if not key:
            raise ValueError(f"“{line[:40]}” lacks a word beside an =: write one on each side.")
        if len(key) > MOST_WORDS:
            raise ValueError(f"“{name[:40]}” is too long: a name has at most {MOST_WORDS} words.")
        group |= {_key(known): known for known in groups.get(key, ())} | {key: name}
    if len(group) > MOST_NAMES:
        raise ValueError(f"“{names[0][:40]}” has too many names: at most {MOST_NAMES} can mean the same.")
    groups |= dict.fromkeys(group, tuple(group.values()))
    if len(groups) > MOST:
        raise ValueError(f"there are too many names: at most {MOST:,} can be listed.")


def _key(text: str) -> Key:
    return tuple(place[0] for place in alternatives(text))


def _key_of(words: Iterable[Node]) -> Key:
    return tuple(stem for word in words if isinstance(word, Word) for stem in _key(word.text))


def _node(name: str, field: str | None) -> Node:
    return Phrase(name, field) if " " in name else Word(name, field)


def _runs(parts: tuple[Node, ...], aliases: Aliases) -> Iterator[tuple[Node, ...]]:
    """The parts one by one, but words that together are a name, as one run: the longest name that begins there."""
    at = 0
    while at < len(parts):
        length = next((n for n in range(MOST_WORDS, 1, -1) if _is_name(parts[at : at + n], n, aliases)), 1)
        yield parts[at : at + length]
        at += length


def _is_name(run: tuple[Node, ...], length: int, aliases: Aliases) -> bool:
    fields = {part.field if isinstance(part, Word) else "" for part in run}
    return len(run) == length and len(fields) == 1 and "" not in fields and _key_of(run) in aliases.groups


def _spelled(node: Node, aliases: Aliases) -> Iterator[Key]:
    """The names that a query spells out, also in quotation marks and negated."""
    match node:
        case Word(text, _) | Phrase(text, _, _):
            yield _key(text)
        case And(parts):
            for run in _runs(parts, aliases):
                yield _key_of(run)
                for part in run:
                    yield from _spelled(part, aliases)
        case Or(parts):
            for part in parts:
                yield from _spelled(part, aliases)
        case Not(part) | Boost(part, _):
            yield from _spelled(part, aliases)
