"""MISP attributes and objects in words, with the values that each of them declares."""

from collections.abc import Iterator

from ingest.exchange import observables
from ingest.exchange.observables import OPAQUE
from ingest.exchange.values import Object, line, objects, prose
from ingest.exchange.writing import Line, Value, Writing
from ingest.files.declared import is_web
from ingest.text import one_line
from ingest.types import Link

_SORTS = {
    **dict.fromkeys(("ip-src", "ip-dst", "ip"), observables.ADDRESS),
    **dict.fromkeys(("domain", "hostname"), observables.HOST),
    **dict.fromkeys(("url", "uri"), observables.URL),
    **dict.fromkeys(
        ("email", "email-src", "email-dst", "email-reply-to", "whois-registrant-email", "target-email", "jabber-id"),
        observables.EMAIL,
    ),
    **dict.fromkeys(("md5", "sha1", "sha256", "sha512", "malware-sample"), observables.HASH),
    **dict.fromkeys(("x509-fingerprint-md5", "x509-fingerprint-sha1", "x509-fingerprint-sha256"), observables.HASH),
    "AS": observables.ASN,
    "vulnerability": observables.ID,
}
_WORDS = frozenset(("text", "comment", "other", "link", "email-body", "email-subject", "threat-actor", "campaign-name"))
_RULES = frozenset(("yara", "sigma", "snort", "bro", "zeek", "pattern-in-file", "stix2-pattern", "email-header"))
_LONGEST = 2_048  # characters of one value
_LONGEST_WORDS = 10_000
_RULE = 20_000


def write(writing: Writing, event: Object) -> None:
    """What is to be looked for, what belongs to it besides, the objects, then rules and longer texts."""
    told = [one for one in objects(event.get("Attribute")) if _is_there(one) and not as_link(one)]
    short = [one for one in told if not _is_long(one)]
    writing.section("Indicators", (_line(one) for one in short if one.get("to_ids") is True))
    writing.section("Further attributes", (_line(one) for one in short if one.get("to_ids") is not True))
    kept = [one for one in objects(event.get("Object")) if _is_there(one)]
    for one in kept:
        _object(writing, one)
    for one in (*told, *(part for whole in kept for part in objects(whole.get("Attribute")))):
        if _is_long(one) and _is_there(one):
            writing.heading(" — ".join(filter(None, (_label(one), line(one, "comment")))), 3)
            writing.verbatim(prose(one, "value")[:_RULE])


def links(event: Object) -> Iterator[Link]:
    """The reports that an event refers to, from its own attributes and those of its objects."""
    for holder in (event, *objects(event.get("Object"))):
        for attribute in objects(holder.get("Attribute")):
            if _is_there(attribute) and (link := as_link(attribute)):
                yield link


def as_link(attribute: Object) -> Link | None:
    """An attribute that refers to a document about the event; a link that is to be looked for is an indicator."""
    url = line(attribute, "value", most=_LONGEST)
    if attribute.get("type") != "link" or attribute.get("to_ids") is True or not is_web(url):
        return None
    return Link(line(attribute, "comment", most=200) or url, url)


def _is_there(thing: Object) -> bool:
    return thing.get("deleted") not in (True, 1, "1")


def _is_long(attribute: Object) -> bool:
    """A rule, or a text of several lines, which stands better by itself."""
    return line(attribute, "type") in _RULES or "\n" in prose(attribute, "value")


def _object(writing: Writing, thing: Object) -> None:
    parts = [one for one in objects(thing.get("Attribute")) if _is_there(one) and not _is_long(one)]
    if parts:
        name, comment = (
            line(thing, "name").replace("-", " ").capitalize() or "Object",
            one_line(prose(thing, "comment")),
        )
        writing.section(": ".join(filter(None, (name, comment[:500]))), map(_line, parts), 3)


def _line(attribute: Object) -> Line:
    """ "192.0.2.1 — ip-dst — the server it reports to — (kill-chain:Delivery)"."""
    values = tuple(_values(attribute))
    written = [value.written for value in values] or [line(attribute, "value", most=_LONGEST_WORDS)]
    tags = ", ".join(name for tag in objects(attribute.get("Tag")) if (name := line(tag, "name")))
    about = [_label(attribute), one_line(prose(attribute, "comment"))[:_LONGEST_WORDS], tags and f"({tags})"]
    return Line(" — ".join(filter(None, [" | ".join(written), *about])), values)


def _label(attribute: Object) -> str:
    return line(attribute, "object_relation", "type") or line(attribute, "category")


def _values(attribute: Object) -> Iterator[Value]:
    """The value, or the two that a composite type such as filename|sha256 joins; words are left to be read."""
    sorts = line(attribute, "type").split("|")
    written = line(attribute, "value", most=_LONGEST)
    if sorts[0] in _WORDS:
        return
    parts = written.split("|", 1) if len(sorts) == 2 or sorts[0] == "malware-sample" else [written]
    if sorts[0] == "malware-sample" and len(parts) == 2:
        sorts = ["filename", "malware-sample"]
    for sort, part in zip(sorts, parts, strict=False):
        if part.strip():
            yield Value(part.strip(), _SORTS.get(sort, OPAQUE))
