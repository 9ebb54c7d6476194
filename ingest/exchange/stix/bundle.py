"""A bundle taken apart: which documents it holds, and which of its objects each of them tells of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.exchange.values import Object, line, lines, objects

DOCUMENTS = ("report", "grouping")  # what people publish; the other objects are what they tell of
REMARKS = ("note", "opinion")
_BESIDE = frozenset(("identity", "marking-definition", "relationship", "language-content", "extension-definition"))


@dataclass(frozen=True, slots=True)
class Telling:
    """One document to be: an object that speaks for it, and what it tells of."""

    speaker: Object | None  # a report, grouping, note or opinion; None for the bundle itself
    told: list[Object]  # in the order of the bundle


@dataclass(frozen=True, slots=True)
class Bundle:
    id: str  # "" where it has none
    held: dict[str, Object]  # every object by its id, in its newest version, in the order of the bundle


def is_bundle(document: object) -> bool:
    """A bundle, what a TAXII server answers, or objects without a bundle around them."""
    if isinstance(document, dict) and document.get("type") == "bundle":
        return True
    first = next(iter(objects(_listed(document))), {})
    kind = first.get("type")
    return isinstance(kind, str) and bool(kind) and str(first.get("id", "")).startswith(f"{kind}--")


def opened(document: object) -> Bundle:
    held: dict[str, Object] = {}
    for at, thing in enumerate(objects(_listed(document))):
        name = line(thing, "id") or f"object {at}"
        known, changed = held.get(name), line(thing, "modified")
        if known and known != thing and line(known, "modified") == changed:
            name = f"{name} ({at})"  # two objects under one id, by mistake: neither is to be lost
        if not known or name not in held or line(known, "modified") < changed:
            held[name] = thing | {"id": name}
    is_whole = isinstance(document, dict) and document.get("type") == "bundle"
    return Bundle(line(document, "id") if is_whole and isinstance(document, dict) else "", held)


def tellings(bundle: Bundle) -> Iterator[Telling]:
    """A bundle's only document tells of everything in it. Several tell of what they refer to; remarks and translations
    are told with what they are about, and the rest is told as the bundle's own. Each object is looked at once a
    reference."""
    documents = [thing for thing in bundle.held.values() if thing.get("type") in DOCUMENTS]
    others = [thing for thing in bundle.held.values() if thing.get("type") not in DOCUMENTS]
    if len(documents) == 1:
        yield Telling(documents[0], others)
        return
    tells = {line(document, "id"): _members(document, bundle) for document in documents}
    teller = {member: name for name, members in tells.items() for member in members}
    for remark in others:
        if remark.get("type") in (*REMARKS, "language-content"):
            _join(remark, tells, teller)
    for document in documents:
        yield Telling(document, [bundle.held[name] for name in tells[line(document, "id")]])
    yield from _rest([thing for thing in others if line(thing, "id") not in teller], bundle)


def _members(document: Object, bundle: Bundle) -> dict[str, None]:
    refs = lines(document.get("object_refs"))
    return {ref: None for ref in refs if bundle.held.get(ref, document).get("type") not in DOCUMENTS}


def _join(remark: Object, tells: dict[str, dict[str, None]], teller: dict[str, str]) -> None:
    """Put a remark or translation with the first document that it is about, or that tells of what it is about."""
    name = line(remark, "id")
    refs = [*lines(remark.get("object_refs")), *lines(remark.get("object_ref"))]
    for ref in refs if name not in teller else ():
        about = ref if ref in tells else teller.get(ref)
        if about is not None:
            tells[about][name] = None
            teller[name] = about
            return


def _rest(things: list[Object], bundle: Bundle) -> Iterator[Telling]:
    """Remarks on nothing that is held stand alone; what else is left is told together."""
    alone = [thing for thing in things if thing.get("type") in REMARKS and not _is_held(thing, bundle)]
    yield from (Telling(remark, []) for remark in alone)
    lonely = set(map(id, alone))
    left = [thing for thing in things if id(thing) not in lonely]
    only_remarks_or_documents = len(left) < len(bundle.held)
    if left and not (only_remarks_or_documents and all(line(thing, "type") in _BESIDE for thing in left)):
        yield Telling(None, left)


def _is_held(remark: Object, bundle: Bundle) -> bool:
    return any(ref in bundle.held for ref in lines(remark.get("object_refs")))


def _listed(document: object) -> Iterable[object]:
    if isinstance(document, dict):
        return document["objects"] if isinstance(document.get("objects"), list) else [document]
    return document if isinstance(document, list) else ()
