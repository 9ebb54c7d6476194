"""Random query trees over every kind of node."""

from random import Random

from index.query.build import all_of, any_of, boosted, negate
from index.query.nodes import (
    Dates,
    Everything,
    Fuzzy,
    Network,
    Node,
    Nothing,
    Phrase,
    Prefix,
    Subdomains,
    Value,
    Wildcard,
    Word,
)
from tests.contract.archive import day

WORDS = (
    *("worm", "worms", "zombie", "bot", "botnet", "attack", "attacks", "service", "denial", "of", "the", "and"),
    *("rock-phish", "etc/passwd", "W32.Mimail.E", "evil.example", "hxxp://www[.]evil[.]example/a", "192.0.2.7"),
    *("CVE-2021-44228", "foo.exe", "Müller", "naïve", "名前", "abuse@bots.example", "spam", "spammer", "C++"),
)
_VALUES = (
    *(
        ("kind", "news"),
        ("category", "report"),
        ("tag", "worm"),
        ("tag", "ddos"),
        ("source", "vendor"),
        ("ref", "S010"),
    ),
    *(("lang", "en"), ("ip", "192.0.2.7"), ("domain", "a.bots.example"), ("cve", "CVE-2021-44228"), ("tag", "absent")),
)


def query(chance: Random, depth: int = 0) -> Node:
    """A tree of at most four levels."""
    if depth < 3 and chance.random() < (0.75, 0.5, 0.3)[depth]:
        parts = [query(chance, depth + 1) for _ in range(chance.randint(1, 4))]
        match chance.randrange(6):
            case 0 | 1:
                return all_of(parts)
            case 2 | 3:
                return any_of(parts)
            case 4:
                return boosted(parts[0], chance.choice((0.25, 2.0, 3.5)))
            case _:
                return negate(parts[0])
    return _leaf(chance)


def _leaf(chance: Random) -> Node:
    field = chance.choice((None, None, "title", "body"))
    word = chance.choice(WORDS)
    match chance.randrange(14):
        case 0:
            return Phrase(" ".join(chance.choices(WORDS, k=chance.randint(2, 3))), field, chance.choice((0, 0, 1, 4)))
        case 1:
            return Prefix(word[: chance.randint(1, 4)], field)
        case 2:
            at = chance.randrange(len(word))
            return Wildcard(word[:at] + chance.choice("?*") + word[at + 1 :], field)
        case 3:
            return Fuzzy(word, chance.choice((1, 2)), field)
        case 4 | 5:
            name, value = chance.choice(_VALUES)
            return Value(name, value)
        case 6:
            name, value = chance.choice(_VALUES[:5])
            return Value(name, value[: chance.randint(1, 3)], prefix=True)
        case 7:
            bounds = chance.choice(((day(2003), None), (None, day(2004)), (day(2004), day(2004, 1, 15)), (None, None)))
            return Dates(chance.choice(("published", "date", "seen")), *bounds)
        case 8:
            return chance.choice((Network("192.0.2.0/24"), Network("192.0.2.8/29"), Subdomains("bots.example")))
        case 9:
            return chance.choice((Everything(), Nothing(), Word(word, field)))
    return Word(word, field)
