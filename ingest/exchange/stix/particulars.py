"""What a STIX object says of itself besides its name and description, and what it says in other languages."""

from collections.abc import Iterable, Iterator, Mapping

from ingest.exchange.values import Object, inside, line, lines, objects, pairs, prose
from ingest.exchange.writing import Line, Writing

_LONGEST = 1_000  # characters of one line
_LISTED = (
    "roles", "goals", "objective", "sophistication", "resource_level", "primary_motivation", "secondary_motivations",
    "personal_motivations", "sectors", "capabilities", "implementation_languages", "architecture_execution_envs",
    "tool_version", "product", "version", "result", "x_mitre_platforms", "region", "country", "administrative_area",
    "city", "street_address", "postal_code", "latitude", "longitude",
)  # fmt: skip
_DAYS = ("first_seen", "last_seen")
_ENTRY = ("name", "description")  # which stand above the others
_PLACE = ("city", "administrative_area", "country", "region")  # what stands for the name of a location


def particulars(thing: Object) -> Iterator[Line]:
    """ "Goals: steal cheese" and the like, for the fields that people read."""
    told = {field: ", ".join(lines(thing.get(field))) for field in _LISTED}
    told |= {field: line(thing, field)[:10] for field in _DAYS}
    told["kill_chain"] = ", ".join(
        ": ".join(filter(None, (line(phase, "kill_chain_name"), line(phase, "phase_name").replace("-", " "))))
        for phase in objects(thing.get("kill_chain_phases"))
    )
    yield from (_line(field, words) for field, words in told.items() if words)


def place(location: Object) -> str:
    """What a location without a name is called."""
    return ", ".join(dict.fromkeys(filter(None, (line(location, field) for field in _PLACE))))


def translated(writing: Writing, contents: Iterable[Object], names: Mapping[str, str]) -> None:
    """What `language-content` objects say in other words; `names` are those of the objects that they speak of."""
    told = [
        (names.get(line(content, "object_ref"), "An object that is not here"), code, inside(content, "contents", code))
        for content in contents
        for code, _ in pairs(content.get("contents"))
    ]
    if told:
        writing.heading("In other languages")
    for name, code, fields in told:
        writing.entry(line(fields, "name") or name, code, prose(fields, "description"))
        others = {field: ", ".join(lines(words)) for field, words in pairs(fields) if field not in _ENTRY}
        writing.items(_line(field, words) for field, words in others.items() if words)


def _line(field: str, words: str) -> Line:
    return Line(f"{field.removeprefix('x_mitre_').replace('_', ' ').capitalize()}: {words}"[:_LONGEST])
