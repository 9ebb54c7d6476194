"""Whose objects they are and on which conditions they may be passed on: creators and markings."""

from collections.abc import Iterable, Iterator, Mapping

from ingest.exchange.values import Object, inside, line, lines, prose
from ingest.text import one_line
from ingest.types import Rights

_LONGEST = 2_000  # characters of all conditions together
# The Traffic Light Protocol's own objects, which bundles refer to without holding them: STIX 2.1, section 7.2.1.4, and
# the OASIS common object repository for TLP 2.0.
_TLP = {
    "613f2e26-407d-48c7-9eca-b8e91df99dc9": "TLP:WHITE", "34098fce-860f-48ae-8e50-ebd3cc5e41da": "TLP:GREEN",
    "f88d31f6-486f-44da-b317-01333bde0b82": "TLP:AMBER", "5e57c739-391a-4eb3-b6be-7d15ca92d5ed": "TLP:RED",
    "94868c89-83c2-464b-929b-a1a8aa3c8487": "TLP:CLEAR", "bab4a63c-aed9-4cf5-a766-dfca5abac2bb": "TLP:GREEN",
    "55d920b0-5e8b-4f79-9ee9-91f868d9b421": "TLP:AMBER", "939a9414-2ddd-4d32-a0cd-375ea402b003": "TLP:AMBER+STRICT",
    "e828b379-4e03-4974-9ac4-e53a884c97c1": "TLP:RED",
}  # fmt: skip


def rights_of(
    told: Iterable[Object], creator: str | None, held: Mapping[str, Object], url: str | None
) -> Rights | None:
    """The markings of all that is told, the strictest of which binds the whole; None where nothing is said.

    The first object is the document itself, and its creator is whom to credit.
    """
    conditions: list[str] = []
    for condition in dict.fromkeys(words for thing in told for words in _markings(thing, held)):
        if sum(map(len, conditions)) + len(condition) > _LONGEST:
            break
        conditions.append(condition)
    if not (creator or conditions):
        return None
    return Rights(holder=creator, credit=creator, conditions="; ".join(conditions) or None, url=url)


def creator_of(things: Iterable[Object]) -> str:
    """The id of the identity that made these objects; "" where they do not agree, or none says so."""
    makers = {ref for thing in things if (ref := line(thing, "created_by_ref"))}
    return makers.pop() if len(makers) == 1 else ""


def _markings(thing: Object, held: Mapping[str, Object]) -> Iterator[str]:
    for ref in lines(thing.get("object_marking_refs"))[:20]:
        if words := _TLP.get(ref.partition("--")[2]) or _said(held.get(ref, {})):
            yield words


def _said(marking: Object) -> str:
    definition = inside(marking, "definition")
    if tlp := line(definition, "tlp", most=20):
        return f"TLP:{tlp.upper()}"
    return one_line(prose(definition, "statement")) or line(marking, "name")
