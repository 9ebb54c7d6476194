"""Why a report is a hit, or is none, in sentences for people."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from index.explanation import Contribution, Explanation, Part
from index.query import nodes, write
from kb.records import Report

MOST = 12  # sentences; a query of a hundred words has a hundred reasons
_PLACES = {"title": "title", "body": "text"}
_TAGGED = {"kind": "kind", "category": "category", "source": "source", "lang": "language", "ref": "reference"}
_DATED = {"published": "published", "updated": "updated", "seen": "first seen", "date": "dated"}
_FILTERS = {"since": "on or after the first day asked for", "until": "on or before the last day asked for"}


@dataclass(frozen=True, slots=True)
class Line:
    """One part of a query, as it is shown in a list."""

    depth: int  # how many parts it stands in
    query: str
    matched: bool
    score: float
    says: tuple[str, ...]  # what gave the score


def lines(part: Part, depth: int = 0) -> list[Line]:
    """The tree from its root down."""
    here = Line(depth, part.query, part.matched, part.score, tuple(given(one) for one in part.contributions))
    return [here, *(line for below in part.parts for line in lines(below, depth + 1))]


def given(one: Contribution) -> str:
    """What a term contributed, and why: `1.25 for “worm” in the title: once in 4 words, and in 12 reports`."""
    place = _PLACES.get(one.field, one.field)
    if one.frequency is None:
        return f"{one.score:.2f} for {_named(one.term.split())} in the {place}"
    often = {1: "once", 2: "twice"}.get(one.frequency, f"{one.frequency} times")
    return (
        f"{one.score:.2f} for “{one.term}” in the {place}: {often} in {_many(one.length or 0, 'word')}, "
        f"and in {_many(one.documents or 0, 'report')}"
    )


def sentences(explanation: Explanation | None, report: Report) -> list[str]:
    """Whether the report is a hit, and what makes it so; None stands for a report that the index does not hold."""
    if explanation is None:
        return ["It is not a hit.", _absent(report)]
    told = [*_left_out(explanation, report), *dict.fromkeys(reasons(explanation.query, report))]
    if not explanation.matched:
        told = ["It is not a hit.", *told]
    elif explanation.score:
        told = [f"It is a hit, with a score of {explanation.score:.2f}."]
    else:
        told = ["It is a hit. Nothing in this query is scored: it only narrows."]
    if explanation.partial:
        told.insert(1, "The search was cut to stay fast, so a part that found nothing might have.")
    return told[:MOST]


def reasons(part: Part, report: Report) -> Iterator[str]:
    """Why a part does not find the report; nothing where it does."""
    if part.matched:
        return
    match part.node:
        case nodes.And() | nodes.Boost():
            for below in part.parts:
                yield from reasons(below, report)
        case nodes.Or(parts):
            yield f"Neither {' nor '.join(f'“{write(_bare(one))}”' for one in parts[:MOST])} finds it."
            for below in part.parts:
                yield from reasons(below, report)
        case nodes.Not(unwanted):
            yield f"“{write(unwanted)}” finds it, and the query excludes that."
        case _:
            yield _reason(part.node, report)


def _reason(node: nodes.Node, report: Report) -> str:
    match node:
        case nodes.Word(text, field):
            return f"“{text}” is not in its {_where(field)}."
        case nodes.Phrase(text, field, slop):
            near = f"at most {_many(slop, 'word')} apart" if slop else "side by side"
            return f"The words “{text}” do not stand in this order and {near} in its {_where(field)}."
        case nodes.Prefix(text, field):
            return f"No word in its {_where(field)} begins with “{text}”."
        case nodes.Wildcard(pattern, field):
            return f"No word in its {_where(field)} is like “{pattern}”."
        case nodes.Fuzzy(text, distance, field):
            return f"No word in its {_where(field)} is at most {_many(distance, 'letter')} away from “{text}”."
        case nodes.Value(field, value, prefix):
            return _value(field, value + ("*" if prefix else ""), report)
        case nodes.Network(cidr):
            return f"No address in {cidr} was recognised in it."
        case nodes.Subdomains(suffix):
            return f"No host below {suffix} was recognised in it."
        case nodes.Dates(field):
            return f"{_dated(field, report)}, and the query asks for “{write(node)}”."
    return f"Nothing can match “{write(node)}”."


def _bare(node: nodes.Node) -> nodes.Node:
    """Without its weight, which has no part in what it finds."""
    return node.part if isinstance(node, nodes.Boost) else node


def _value(field: str, value: str, report: Report) -> str:
    if field == "tag":
        return f"It has no tag “{value}”; {_tags(report)}."
    if field in _TAGGED:
        own = _own(field, report)
        return f"Its {_TAGGED[field]} is {f'“{own}”' if own else 'not known'}, and the query asks for “{value}”."
    return f"“{field}:{value}” was not recognised in it as an indicator."


def _tags(report: Report) -> str:
    tags = [tag.slug for tag in report.tags]
    return f"its tags are {_named(tags)}" if tags else "it has no tags"


def _own(field: str, report: Report) -> str | None:
    own = {
        "kind": report.kind.value,
        "category": report.category.slug if report.category else None,
        "source": report.source.slug if report.source else None,
        "lang": report.lang,
        "ref": report.ref,
    }
    return own[field]


def _dated(field: str, report: Report) -> str:
    days = {"published": report.published, "updated": report.updated, "seen": report.first_seen, "date": report.date}
    day = days[field]
    return f"It was {_DATED[field]} on {_day(day)}" if day else f"It is not known when it was {_DATED[field]}"


def _left_out(explanation: Explanation, report: Report) -> Iterator[str]:
    for name in explanation.excluded_by:
        if name in _FILTERS:
            yield f"{_dated('date', report)}, so it is not {_FILTERS[name]}."
        elif name == "tag":
            yield f"It has none of the tags asked for; {_tags(report)}."
        elif name in _TAGGED:
            yield f"Its {_TAGGED[name]} is “{_own(name, report) or 'not known'}”, and another is asked for."
        else:
            yield "The indicator asked for was not recognised in it."


def _absent(report: Report) -> str:
    if report.withdrawn_at is not None:
        return f"It was withdrawn on {_day(report.withdrawn_at)}, so no search finds it."
    return "It is waiting to be indexed; `kb work --once` does that now."


def _where(field: str | None) -> str:
    return _PLACES[field] if field else "title or text"


def _named(values: list[str]) -> str:
    quoted = [f"“{value}”" for value in values[:MOST]] + ["others"] * (len(values) > MOST)
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)


def _many(count: int, thing: str) -> str:
    return f"{count:,} {thing}" + ("" if count == 1 else "s")


def _day(when: datetime) -> str:
    return when.date().isoformat()
