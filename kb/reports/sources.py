"""Who published an item."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from index.query.fields import normal_value
from ingest.text import name_of
from ingest.types import Capture, Draft, Kind, Reading
from kb.models import Source
from kb.reports import many
from kb.reports.names import bounded, host, split, storable
from kb.times import now


def of_all(session: Session, drafts: Sequence[Draft], reading: Reading, capture: Capture) -> list[Source | None]:
    """The source of each draft, made when it is new; None where the input does not say who published it."""
    homes = [_home(draft, reading, capture) for draft in drafts]
    slugs = {home: bounded(normal_value("source", home)) for home in homes if home}
    held = {source.slug: source for source in _held(session, list(dict.fromkeys(slugs.values())))}
    for draft, home in zip(drafts, homes, strict=True):
        if home is None:
            continue
        if slugs[home] not in held:
            page = storable(_page(draft, reading) or f"https://{home}/")
            held[slugs[home]] = Source(slug=slugs[home], name=storable(home), url=page, first_seen=now())
            session.add(held[slugs[home]])
        source = held[slugs[home]]
        if source.name == storable(home):  # nothing it published before said what it calls itself
            source.name = storable(name_of(_called(draft, reading) or home))
    session.flush()
    return [held[slugs[home]] if home else None for home in homes]


def _held(session: Session, slugs: Sequence[str]) -> Iterator[Source]:
    for some in many.parts(slugs):
        yield from session.scalars(select(Source).where(Source.slug.in_(some)))


def _home(draft: Draft, reading: Reading, capture: Capture) -> str | None:
    """A feed is one source whatever its items link to; a page is its host's; what a message claims does not count."""
    if draft.kind is Kind.NEWS:
        address = reading.home or capture.url or draft.url
        parts = split(address) if address else None
        return f"{host(address)}{parts.path}".rstrip("/") if address and parts and parts.hostname else None
    address = capture.url if draft.fixed else draft.url or capture.url
    return host(address) if address else None


def _called(draft: Draft, reading: Reading) -> str | None:
    if draft.kind is Kind.NEWS:
        return reading.title
    return draft.rights.credit or draft.rights.holder if draft.rights else None


def _page(draft: Draft, reading: Reading) -> str | None:
    return reading.home if draft.kind is Kind.NEWS and reading.home and host(reading.home) else None
