"""What an input says of itself: facts, each with the place that says so."""

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from ingest.text import one_line
from ingest.types import Evidence, Kind

T = TypeVar("T")
_QUOTED = 200  # characters, as the border of ingest has it


@dataclass(frozen=True, slots=True)
class Fact(Generic[T]):
    """One value for one field of a draft."""

    field: str  # the draft's field, such as "published"
    value: T
    where: str  # the element, key or line that says so
    quote: str  # its words

    @property
    def evidence(self) -> Evidence:
        return Evidence(self.field, self.where, one_line(self.quote)[:_QUOTED])


def first(facts: list[Fact[T]], field: str) -> Fact[T] | None:
    """The first fact about a field: facts stand in the order of trust."""
    return next((fact for fact in facts if fact.field == field), None)


def evidence(*facts: Fact[str] | Fact[datetime] | Fact[Kind] | None) -> tuple[Evidence, ...]:
    return tuple(fact.evidence for fact in facts if fact)
