"""What is related to what one is reading: reports like a report, tags that go with a tag."""

from collections.abc import Sequence
from math import log

from sqlalchemy.orm import Session

from index.port import SearchIndex
from index.query.nodes import Everything, Query, Value
from index.types import Document
from kb import library
from kb.records import Brief, Counted, Report

REPORTS = 5
TAGS = 8
_LOOKED_AT = 40  # tags that are often there as well
_BEYOND = 1.5  # times as often together as chance would have it
_LEAST = 2  # reports that have both


def reports(session: Session, index: SearchIndex, report: Report) -> list[Brief]:
    """The reports most like this one, best first."""
    story = str(report.lead.id) if report.lead else None
    text = report.body_text
    document = Document(str(report.id), report.title, text, report.kind.value, report.first_seen, story=story)
    found = library.briefs(session, [int(hit.id) for hit in index.alike(document, REPORTS)])
    return [brief for brief in found if brief.withdrawn_at is None]


def tags(index: SearchIndex, slug: str, having: int, beside: Sequence[Counted]) -> list[Counted]:
    """Of the tags beside one that `having` reports have, those that occur with it beyond chance, the surest first.

    They are ranked by their tag's part of the log-likelihood ratio of Dunning (1993), Accurate methods for the
    statistics of surprise and coincidence.
    """
    whole = index.count(Query(Everything()))
    surest: dict[Counted, float] = {}
    for tag in beside[:_LOOKED_AT]:
        if tag.slug != slug and tag.count >= _LEAST:
            chance = having * index.count(Query(Value("tag", tag.slug))) / whole
            if tag.count >= _BEYOND * chance > 0:
                surest[tag] = tag.count * log(tag.count / chance)
    return sorted(surest, key=lambda tag: (-surest[tag], tag.slug))[:TAGS]
