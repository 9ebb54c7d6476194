"""Where a STIX object holds an observable, and of what sort it is."""

from collections.abc import Iterator

from ingest.exchange import observables
from ingest.exchange.observables import OPAQUE
from ingest.exchange.stix.patterns import comparisons
from ingest.exchange.values import Object, as_line, inside, lines, objects, pairs, prose
from ingest.exchange.writing import Value

_LONGEST = 2_048  # characters of one value
_MOST_INSIDE = 1_000  # objects within one observed-data of STIX 2.0
# What names a cyber-observable object; the rest of it describes it.
_NAMING = (
    "value", "name", "number", "key", "command_line", "path", "subject", "serial_number", "account_login", "user_id",
)  # fmt: skip
_SORTS = {
    "ipv4-addr": observables.ADDRESS, "ipv6-addr": observables.ADDRESS, "domain-name": observables.HOST,
    "hostname": observables.HOST, "url": observables.URL, "email-addr": observables.EMAIL,
    "autonomous-system": observables.ASN, "vulnerability": observables.ID,
}  # fmt: skip
_ENDS = ("value", "number")


def of_pattern(indicator: Object) -> list[Value]:
    """The values that the indicator's pattern asks for; none where it is in another language than STIX's own."""
    if indicator.get("pattern_type", "stix") != "stix":
        return []
    asked = comparisons(prose(indicator, "pattern"))
    found = (_value(path, written) for path, written in asked if not path.endswith("_ref.type"))
    return list(dict.fromkeys(value for value in found if value.written))


def of_observable(thing: Object) -> list[Value]:
    """The values that name a cyber-observable object: an address, a file's name and hashes, a registry key …"""
    sort = as_line(thing.get("type"))
    named = [_value(f"{sort}:{name}", word) for name in _NAMING for word in lines(thing.get(name), _LONGEST)]
    hashed = [_value(f"{sort}:hashes.{name}", as_line(digest, _LONGEST)) for name, digest in pairs(thing.get("hashes"))]
    return [value for value in (*named, *hashed) if value.written]


def of_observed(observed: Object) -> Iterator[Value]:
    """The values of the objects that stand within an observed-data of STIX 2.0."""
    within = inside(observed, "objects")
    for thing in objects(list(within.values())[:_MOST_INSIDE]):
        yield from of_observable(thing)


def _value(path: str, written: str) -> Value:
    return Value(as_line(written, _LONGEST), _sort(path))


def _sort(path: str) -> str:
    """What the values at an object path are: `file:hashes.'SHA-256'` are hashes, `file:name` is only a name."""
    kind, _, place = path.partition(":")
    if "hashes" in place:
        return observables.HASH
    end = place.rpartition(".")[2]
    if end not in _ENDS:
        return observables.ID if kind == "vulnerability" else OPAQUE
    if "." in place:  # what another object refers to: from_ref.value, dst_ref.value
        return observables.EMAIL if kind == "email-message" else observables.HOST
    return _SORTS.get(kind, OPAQUE)
