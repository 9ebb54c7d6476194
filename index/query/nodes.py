"""The tree that a typed query becomes. Every engine executes these nodes; none sees the typed text."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Everything:
    """Matches every document: the empty query."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """Matches no document: a filter whose value can be no value of its field, such as an impossible address."""


@dataclass(frozen=True, slots=True)
class Word:
    """One typed word, or a typed string that analysis splits: its tokens stand as a phrase."""

    text: str  # defanged and folded, not yet analysed
    field: str | None = None  # "title" or "body"; None searches title and body


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in this order, next to one another, up to slop words apart."""

    text: str
    field: str | None = None
    slop: int = 0


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin with text: `zomb*`."""

    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Wildcard:
    """Words that match a pattern of `*` (any run) and `?` (any one): `z?mb*e`. Expansion is bounded by the engine."""

    pattern: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Words within an edit distance of 1 or 2: `mimial~`, `mimial~2`. Expansion is bounded by the engine."""

    text: str
    distance: int = 1
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """A field of exact values holds this one: `tag:worm`, `category:report`, `ref:S010`, `cve:CVE-2021-44228`."""

    field: str  # tag category kind source ref lang, or an indicator type: see index.query.fields
    value: str  # normalised as the field's values are
    prefix: bool = False  # `tag:zomb*`: values that begin with it; `tag:*`, with value "", any


@dataclass(frozen=True, slots=True)
class Dates:
    """A date field lies in a half-open range of UTC instants; a document whose date is unknown never matches."""

    field: str  # "published", "updated", "seen", or "date" (what the archive lists it under)
    since: datetime | None = None  # inclusive
    until: datetime | None = None  # exclusive


@dataclass(frozen=True, slots=True)
class Network:
    """An IPv4 or IPv6 indicator that lies in a network: `ip:10.0.0.0/8`."""

    cidr: str  # canonical, such as "10.0.0.0/8"


@dataclass(frozen=True, slots=True)
class Subdomains:
    """A domain indicator that is a name below suffix: `domain:*.example.com`."""

    suffix: str  # lower case, punycode, without a leading dot


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Every document that part does not match."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class Boost:
    """part, its score times factor: `worm^3`."""

    part: "Node"
    factor: float


Node = (
    Everything
    | Nothing
    | Word
    | Phrase
    | Prefix
    | Wildcard
    | Fuzzy
    | Value
    | Dates
    | Network
    | Subdomains
    | And
    | Or
    | Not
    | Boost
)


@dataclass(frozen=True, slots=True)
class Query:
    """What a person typed, understood."""

    node: Node
    typed: str = ""  # as it was typed
    repaired: str = ""  # the query that was really asked, in the language; equals typed when nothing was mended
    notes: tuple[str, ...] = ()  # what was ignored or mended, a sentence each
