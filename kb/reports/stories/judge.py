"""Whether two reports tell one story: a pure decision, from what their texts share and what speaks against it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from kb.reports.names import title_key
from kb.reports.stories.words import counted, facts, numbers, passage, plain, runs, tokens, words

SAME = 0.55  # of the runs of both texts are in either: the same text, whatever it is called
WITHIN = 0.5  # of the runs of the shorter one are in the longer: a shorter form of it, under a like title
MANY = 0.8  # of the runs that must be shared by short texts, and by those of days that are far apart
FEW = 50  # runs, below which texts are alike by chance: then the titles must be the same
LEAST = 12  # runs, below which a text tells nothing
DAYS = 60  # between two publications of a text: what says much the same later is more likely another issue
NAMED = 0.8  # of the facts of one text must be in the other
COUNTED = 0.7  # and of those with digits
TITLE = 0.6  # of the words of the shorter title, for two titles to be alike
SHORT = 3  # letters: words of a title that are no longer, such as “the”, tell nothing


@dataclass(frozen=True)  # with a dictionary, for what is worked out once
class Called:
    """What a report is called, and by whom."""

    id: int
    title: str
    source: int | None  # id
    number: int | None  # of a statement
    keys: frozenset[str]  # what sources call it
    page: str | None  # the address of the original, in one spelling
    day: datetime | None  # published, else updated

    @cached_property
    def name(self) -> Mapping[str, frozenset[str]]:
        """The numbers of registers that it is known by."""
        return numbers("\n".join((self.title, *self.keys)))


@dataclass(frozen=True)
class Telling(Called):
    """A report as it is compared."""

    body: str

    @cached_property
    def text(self) -> str:
        return plain(self.body)

    @cached_property
    def runs(self) -> frozenset[str]:
        return runs(words(self.text))

    @cached_property
    def tokens(self) -> frozenset[str]:
        return tokens(self.text) | tokens(plain(self.title))

    @cached_property
    def facts(self) -> frozenset[str]:
        return facts(self.text)

    @cached_property
    def subject(self) -> frozenset[str]:
        """What the title counts, and those of the facts that it names."""
        told = tokens(plain(self.title))
        return counted(told) | (told & self.facts)

    @cached_property
    def named(self) -> Mapping[str, frozenset[str]]:
        """The numbers of registers that it names anywhere."""
        return numbers("\n".join((self.title, self.text, *self.keys)))


def telling(one: Called, body: str) -> Telling:
    """A report with what it says."""
    return Telling(one.id, one.title, one.source, one.number, one.keys, one.page, one.day, body)


@dataclass(frozen=True, slots=True)
class Shared:
    """What two texts have in common."""

    of_both: float  # of the runs of both, the part that is in either
    of_shorter: float  # of the runs of the shorter one, the part that is in the longer
    least: int  # runs of the shorter one


def one_story(one: Telling, other: Telling) -> bool:
    """Whether the same text is told; in doubt it is not."""
    if rivals(one, other) or _disjoint(one.named, other.named):
        return False
    if one.page and one.page == other.page and alike(one.title, other.title):
        return True
    shared = common(one, other)
    return _same_words(one, other, shared) and not _other_facts(one, other, shared)


def rivals(one: Called, other: Called) -> bool:
    """Whether they are called two: two statements, two items of one source, two numbers of one register."""
    if one.number is not None and other.number is not None:
        return True
    if one.source is not None and one.source == other.source and one.keys and other.keys:
        return True
    return _disjoint(one.name, other.name)


def common(one: Telling, other: Telling) -> Shared:
    both, least = len(one.runs & other.runs), min(len(one.runs), len(other.runs))
    either = len(one.runs) + len(other.runs) - both
    return Shared(both / max(1, either), both / max(1, least), least)


def alike(title: str, other: str) -> bool:
    """Whether two titles are spelled alike, or share most of their words."""
    if title_key(title) == title_key(other):
        return True
    one, two = (
        {word for word in words(plain(name)) if len(word) > SHORT or not word.isascii()} for name in (title, other)
    )
    return len(one & two) >= max(2, TITLE * min(len(one), len(two)))


def _disjoint(one: Mapping[str, frozenset[str]], other: Mapping[str, frozenset[str]]) -> bool:
    """Whether both have numbers of some register, and none of them in common."""
    return any(one[register].isdisjoint(other[register]) for register in one.keys() & other.keys())


def _same_words(one: Telling, other: Telling, shared: Shared) -> bool:
    few = shared.least < FEW
    if shared.least < LEAST or (few and title_key(one.title) != title_key(other.title)):
        return False
    if one.day and other.day and abs(one.day - other.day) > timedelta(days=DAYS):
        return shared.of_both >= MANY
    if few:
        return shared.of_shorter >= MANY
    return shared.of_both >= SAME or (shared.of_shorter >= WITHIN and alike(one.title, other.title))


def _other_facts(one: Telling, other: Telling, shared: Shared) -> bool:
    """Whether each has in its title what the other never mentions, or neither tells most of what the other does.

    Texts of one mould differ in little else. Where one is but a part of the other, what stands around that part is
    left out: another site's frame has dates and names of its own.
    """
    if one.subject - other.tokens and other.subject - one.tokens:
        return True
    told, others = one.facts, other.facts
    if shared.of_both < SAME:
        both = one.runs & other.runs
        told, others = facts(passage(one.text, both)), facts(passage(other.text, both))
    named = _holds(other, told, NAMED) or _holds(one, others, NAMED)
    return not (named and (_holds(other, counted(told), COUNTED) or _holds(one, counted(others), COUNTED)))


def _holds(telling: Telling, told: frozenset[str], part: float) -> bool:
    """Whether a report mentions this part of the facts."""
    return len(told & telling.tokens) >= part * len(told)
