"""Why a document is a hit, or is none: what each part of a query found in it, and what each term gave to its score."""

from dataclasses import dataclass

from index.query.nodes import Node
from index.query.writer import write


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a term of one text gives to the score of a document.

    Words that were found for a pattern or a near spelling give a fixed score together, whatever their number: for them
    nothing is counted.
    """

    field: str  # "title" or "body"
    term: str  # as the index has it: folded, and stemmed where it is English; of a pattern all words, with blanks
    frequency: int | None  # how often the text has it
    length: int | None  # terms in the text
    documents: int | None  # of the whole archive that have it in this text
    rarity: float | None  # the inverse document frequency, before the weight of the text
    score: float  # its part of the document's score, boosts included


@dataclass(frozen=True, slots=True)
class Part:
    """A node of the query, and what it found in the document."""

    node: Node
    matched: bool
    score: float  # its part of the document's score: the sum of those below it; 0.0 for what only narrows
    parts: tuple["Part", ...] = ()
    contributions: tuple[Contribution, ...] = ()  # of a word, phrase, pattern or near spelling that matched

    @property
    def query(self) -> str:
        """The node in the query language."""
        return write(self.node)


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a search makes of one document that the index holds."""

    id: str
    matched: bool  # it is a hit: the query finds it and no filter leaves it out
    score: float  # as search gives it; 0.0 where it is no hit
    query: Part
    excluded_by: tuple[str, ...] = ()  # the fields of Filters that leave it out
    partial: bool = False  # time ran out, so a part that found nothing might have
