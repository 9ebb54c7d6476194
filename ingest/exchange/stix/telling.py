"""The objects of a bundle in words: what they are, how they relate, and what is to be looked for."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from ingest.exchange.observables import URL
from ingest.exchange.stix.bundle import DOCUMENTS, REMARKS
from ingest.exchange.stix.particulars import particulars, place, translated
from ingest.exchange.stix.patterns import says_more
from ingest.exchange.stix.values import of_observable, of_observed, of_pattern
from ingest.exchange.values import LONGEST_NAME, Object, line, lines, objects, prose
from ingest.exchange.writing import Line, Value, Writing
from ingest.text import one_line

_SECTIONS = {
    "threat-actor": "Threat actors", "intrusion-set": "Intrusion sets", "campaign": "Campaigns",
    "incident": "Incidents", "malware": "Malware", "malware-analysis": "Malware analyses", "tool": "Tools",
    "attack-pattern": "Techniques", "vulnerability": "Vulnerabilities", "infrastructure": "Infrastructure",
    "course-of-action": "Courses of action", "identity": "Identities", "location": "Locations",
}  # fmt: skip
_ORDER = {sort: at for at, sort in enumerate(_SECTIONS)}
_UNTOLD = frozenset(("marking-definition", "extension-definition"))
_SORTED_BY = ("labels", "malware_types", "threat_actor_types", "tool_types", "infrastructure_types", "incident_types")
_IDS = frozenset(("mitre-attack", "mitre-mobile-attack", "mitre-ics-attack", "capec", "cve", "cwe"))
_ANALYSIS = 'misp:category="External analysis"'
_LONGEST_LINE = 2_000  # characters of a description that is told in one line
_PATTERN = 20_000  # characters of a pattern in another language


def tell(writing: Writing, told: Iterable[Object], held: Mapping[str, Object], creator: str) -> None:
    """Write every object down: things by their sort, then how they relate, indicators, observables and remarks.

    `creator` is the id of the identity that made the document: it is named elsewhere.
    """
    parts = _parted(told, creator)
    of_indicators, others = _relations(parts["relation"], held)
    for sort, things in groupby(sorted(parts["thing"], key=_order), key=lambda thing: line(thing, "type")):
        writing.heading(_SECTIONS.get(sort) or sort.removeprefix("x-").replace("-", " ").capitalize() or "Objects")
        for thing in things:
            writing.entry(title_of(thing), _more(thing), prose(thing, "description"))
            writing.items(particulars(thing))
    writing.section("Relations", map(Line, others))
    writing.section(
        "Indicators", (_indicator(one, of_indicators.get(line(one, "id"), [])) for one in parts["indicator"])
    )
    _patterns(writing, parts["indicator"])
    writing.section("Observables", filter(None, map(_observable, parts["observable"])))
    for sort, heading in zip(REMARKS, ("Notes", "Opinions"), strict=True):
        remarks = [one for one in parts["remark"] if one.get("type") == sort]
        if remarks:
            writing.heading(heading)
        for remark in remarks:
            remark_on(writing, remark)
    of = {ref: title_of(held[ref]) for one in parts["translation"] if (ref := line(one, "object_ref")) in held}
    translated(writing, parts["translation"], of)


def remark_on(writing: Writing, remark: Object) -> None:
    """A note's or an opinion's own words."""
    writing.entry(title_of(remark), ", ".join(lines(remark.get("authors"))), prose(remark, "content", "explanation"))


def title_of(thing: Object) -> str:
    """What an object is called: its name, or what stands for one."""
    sort = line(thing, "type")
    if sort == "opinion":
        return line(thing, "opinion").replace("-", " ").capitalize() or "An opinion"
    if sort in REMARKS:
        return line(thing, "abstract") or one_line(prose(thing, "content")[:100]) or "A note"
    name = line(thing, "name", "value", "key", "path", "opinion")
    if name := name or (place(thing) if sort == "location" else ""):
        return name
    values = of_pattern(thing) if sort == "indicator" else of_observable(thing) or list(of_observed(thing))
    written = dict.fromkeys(value.written for value in values)
    return ", ".join(written)[:LONGEST_NAME] or f"unnamed {sort.replace('-', ' ') or 'object'}"


def references(thing: Object, *, numbered: bool = True) -> Iterator[tuple[str, str]]:
    """What an object refers to on the web, as title and address; also where a collection gives it its number."""
    for reference in objects(thing.get("external_references")):
        if (url := line(reference, "url", most=2_000)) and (numbered or not _is_number(reference)):
            yield line(reference, "description", "source_name", most=200) or url, url
    yield from ((value.written, value.written) for value in _read_elsewhere(thing))


def _read_elsewhere(thing: Object) -> list[Value]:
    """The links of an observation that MISP files as an analysis by others: nothing to look for."""
    is_analysis = thing.get("type") == "observed-data" and _ANALYSIS in lines(thing.get("labels"))
    return [value for value in of_observed(thing) if value.sort == URL] if is_analysis else []


def _is_number(reference: Object) -> bool:
    return line(reference, "source_name").lower() in _IDS


def _parted(told: Iterable[Object], creator: str) -> dict[str, list[Object]]:
    parts: dict[str, list[Object]] = {
        name: [] for name in ("thing", "relation", "indicator", "observable", "remark", "translation", "untold")
    }
    for thing in told:
        parts[_part(thing) if line(thing, "id") != creator else "untold"].append(thing)
    return parts


def _part(thing: Object) -> str:
    sort = line(thing, "type")
    if sort in ("relationship", "sighting"):
        return "relation"
    if sort in REMARKS:
        return "remark"
    if sort == "language-content":
        return "translation"
    if sort == "indicator" or sort in _UNTOLD:
        return "indicator" if sort == "indicator" else "untold"
    is_thing = sort in _SECTIONS or sort in DOCUMENTS or "description" in thing
    return "thing" if is_thing or ("name" in thing and "created" in thing) else "observable"


def _order(thing: Object) -> tuple[int, str]:
    sort = line(thing, "type")
    return _ORDER.get(sort, len(_ORDER)), sort


def _more(thing: Object) -> str:
    """Its numbers, its other names, and what it is sorted under."""
    name = title_of(thing)
    ids = [
        number
        for reference in objects(thing.get("external_references"))
        if _is_number(reference) and (number := line(reference, "external_id"))
    ]
    aliases = [alias for alias in (*lines(thing.get("aliases")), *lines(thing.get("x_mitre_aliases"))) if alias != name]
    sorts = [word for field in _SORTED_BY for word in lines(thing.get(field))]
    also = f"also called {', '.join(dict.fromkeys(aliases))}" if aliases else ""
    numbers = ", ".join(number for number in dict.fromkeys(ids) if number not in name)
    return "; ".join(filter(None, (numbers, also, ", ".join(dict.fromkeys(sorts)))))


def _relations(relations: Iterable[Object], held: Mapping[str, Object]) -> tuple[dict[str, list[str]], list[str]]:
    """What relates an indicator to something by its id, for its own line; and all other relations as sentences."""
    of_indicators: dict[str, list[str]] = {}
    others = []
    for relation in relations:
        source = line(relation, "source_ref")
        if relation.get("type") == "sighting":
            times = line(relation, "count")
            words = f"was sighted{f' {times} times' if times else ''}"
            others.append(f"{_called(line(relation, 'sighting_of_ref'), held)} {_explained(relation, words)}")
            continue
        how = line(relation, "relationship_type").replace("-", " ") or "relates to"
        words = _explained(relation, f"{how} {_called(line(relation, 'target_ref'), held)}")
        if line(held.get(source, {}), "type") == "indicator":
            of_indicators.setdefault(source, []).append(words)
        else:
            others.append(f"{_called(source, held)} {words}")
    return of_indicators, others


def _explained(relation: Object, words: str) -> str:
    about = one_line(prose(relation, "description"))[:_LONGEST_LINE]
    return f"{words}: {about}" if about else words


def _called(ref: str, held: Mapping[str, Object]) -> str:
    thing = held.get(ref)
    return title_of(thing) if thing else f"an object that is not here ({ref.partition('--')[0] or 'unknown'})"


def _indicator(indicator: Object, relations: list[str]) -> Line:
    values = of_pattern(indicator)
    said = [value.written for value in values]
    about = [line(indicator, "name"), one_line(prose(indicator, "description"))[:_LONGEST_LINE]]
    about = [words for words in about if words and words not in said]
    kinds = ", ".join(lines(indicator.get("indicator_types")) or lines(indicator.get("labels")))
    return _line(values, [*about, *relations, f"({kinds})" if kinds else ""])


def _patterns(writing: Writing, indicators: Iterable[Object]) -> None:
    """Patterns of YARA, Sigma, Snort …, whole: they are what their readers came for. Those of STIX's own language only
    where they ask for more than the values that stand in the list."""
    for indicator in indicators:
        language = line(indicator, "pattern_type") or "stix"
        pattern = prose(indicator, "pattern")[:_PATTERN]
        if language == "stix" and (says_more(pattern) or not of_pattern(indicator)) and pattern:
            writing.heading(f"{title_of(indicator)} (pattern)", 3)
            writing.code(one_line(pattern))
        elif language != "stix" and pattern:
            writing.heading(f"{title_of(indicator)} ({language})", 3)
            writing.verbatim(pattern)


def _observable(thing: Object) -> Line | None:
    if thing.get("type") == "observed-data":
        elsewhere = _read_elsewhere(thing)
        values = [value for value in of_observed(thing) if value not in elsewhere]
        return _line(values, []) if values else None
    values = of_observable(thing)
    return _line(values, [f"({line(thing, 'type').replace('-', ' ')})"]) if values else None


def _line(values: list[Value], about: list[str]) -> Line:
    """The values, then what is said of them."""
    words = [", ".join(value.written for value in values), *about]
    return Line(" — ".join(filter(None, words)), tuple(values))
