"""Search as people see it: the index finds ids, the database says what they are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from time import perf_counter

from sqlalchemy.orm import Session

from index.explanation import Explanation
from index.port import FACETS
from index.query import Query, parse
from index.query.fields import normal_value
from index.query.nodes import And, Value
from index.query.respelling import affirmed
from index.snippets import Piece, cut, html, pieces
from index.types import Cursor, Facet, Filters, Results, Sort
from kb import library
from kb.archive import Archive
from kb.meant import Meant, spelled_otherwise, without_minus
from kb.records import Brief, Counted, Report

DEEPEST = 10_000  # hits that pages by number lead to; beyond it a search is narrowed, or walked through by cursor
_MARKING = 0.25  # seconds in which to find what to show and mark in the texts of a page
_UNMARKED = "Not every match could be marked in time."
_LEFT_OUT = "A minus leaves out what stands behind it. Nothing else was asked for, so everything without it was found."
FEW = 3  # hits, up to which another spelling may be meant


@dataclass(frozen=True, slots=True)
class Search:
    """What is asked for: the same parameters on every page, feed, API call and command."""

    q: str = ""
    kind: tuple[str, ...] = ()
    category: tuple[str, ...] = ()  # slugs
    tag: tuple[str, ...] = ()  # slugs
    source: tuple[str, ...] = ()  # slugs
    indicator: tuple[tuple[str, str], ...] = ()  # (type, value)
    since: datetime | None = None  # inclusive; the parameter `from`
    until: datetime | None = None  # exclusive; the parameter `to` names the last day
    sort: Sort = Sort.RELEVANCE
    page: int = 1  # from 1
    after: Cursor | None = None  # the hit, by its place in this order, that page 1 begins behind
    size: int = 20
    explain: bool = False  # say of each hit why it is one

    @property
    def filters(self) -> Filters:
        return Filters(self.kind, self.category, self.tag, self.source, self.indicator, self.since, self.until)


@dataclass(frozen=True, slots=True)
class Hit:
    """A report that a search found, and what it shows of it."""

    report: Brief
    score: float
    title: tuple[Piece, ...]  # the report's title, with what matched marked
    text: tuple[Piece, ...]  # cut from its text where most matches, likewise
    why: Explanation | None = None  # where it was asked for

    @property
    def title_html(self) -> str:
        """Escaped, with what matched in <mark>."""
        return html(self.title)

    @property
    def snippet_html(self) -> str:
        """Escaped, with what matched in <mark>."""
        return html(self.text)

    @property
    def snippet(self) -> str:
        """In plain text."""
        return "".join(piece.text for piece in self.text)


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what a search found."""

    search: Search
    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[str, tuple[Counted, ...]] = field(default_factory=dict)  # by kind category source tag year
    notes: tuple[str, ...] = ()  # what was ignored, repaired or cut short, a sentence each
    repaired: str = ""  # the query that was really asked
    repeats: int = 0  # reports that match as well, and tell a story that is found already
    partial: bool = False  # it was cut short: there are at least as many as total
    meant: Meant | None = None  # looked for where little was found, or where nothing was sought
    next: Cursor | None = None  # of the last hit, where more follow
    took_ms: float = 0.0

    @property
    def pages(self) -> int:
        """How many pages can be reached by number."""
        return -(-min(self.total, DEEPEST) // self.search.size)

    @property
    def hidden(self) -> int:
        """How many were found that no page leads to, told on the last of the pages."""
        return max(0, self.total - DEEPEST) if self.search.page == self.pages else 0


def find(session: Session, archive: Archive, search: Search, *, facets: Iterable[str] = FACETS) -> Found:
    """One page of what the archive holds for a search; a hit that the database no longer has is left out."""
    typed = parse(search.q)
    query = archive.aliases.widened(typed)
    results = _ask(archive, search, query, facets)
    rows = library.texts(session, [int(hit.id) for hit in results.hits])
    held = [(hit, *rows[int(hit.id)]) for hit in results.hits if int(hit.id) in rows]
    why = archive.index.explain(query, [hit.id for hit in results.hits], search.filters) if search.explain else {}
    shown, until = _shown(query, search), perf_counter() + _MARKING
    hits = tuple(
        Hit(brief, hit.score, pieces(brief.title, shown, "title"), cut(text, shown, until=until), why.get(hit.id))
        for hit, brief, text in held
    )
    return Found(
        search,
        hits,
        results.total,
        {name: _named(session, name, counts) for name, counts in results.facets.items()},
        _notes(typed, results, perf_counter() < until),
        typed.repaired,
        results.repeats,
        results.partial,
        _meant(archive, search, typed, results),
        results.next,
        results.took_ms,
    )


def find_whole(session: Session, archive: Archive, search: Search) -> tuple[Found, list[Report]]:
    """The same page as whole reports, for feeds: no facets, and no snippets cut for nothing."""
    results = _ask(archive, search, archive.aliases.widened(parse(search.q)), ())
    reports = library.reports(session, [int(hit.id) for hit in results.hits])
    return Found(search, (), results.total, partial=results.partial, took_ms=results.took_ms), reports


def count(archive: Archive, search: Search) -> int:
    """How many a search finds."""
    return archive.index.count(archive.aliases.widened(parse(search.q)), search.filters)


def explain(archive: Archive, search: Search, report: Report) -> Explanation | None:
    """Why a report is a hit, or is none; None for one that the index does not hold."""
    query = archive.aliases.widened(parse(search.q))
    return archive.index.explain(query, [str(report.id)], search.filters).get(str(report.id))


def _ask(archive: Archive, search: Search, query: Query, facets: Iterable[str]) -> Results:
    offset = min((search.page - 1) * search.size, DEEPEST)
    return archive.index.search(
        query,
        search.filters,
        sort=search.sort,
        offset=offset,
        size=min(search.size, DEEPEST - offset),
        after=search.after,
        facets=tuple(facets),
    )


def _shown(query: Query, search: Search) -> Query:
    """What is cut out and marked: what is searched, and the indicators that the hits are narrowed to."""
    narrowed = tuple(Value(type, normal_value(type, value)) for type, value in search.indicator)
    return replace(query, node=And((query.node, *narrowed))) if narrowed else query


def _notes(typed: Query, found: Results, marked: bool) -> tuple[str, ...]:
    left_out = affirmed(typed.node) is not None
    return (*found.notes, *([_LEFT_OUT] if left_out else []), *([] if marked else [_UNMARKED]))


def _meant(archive: Archive, search: Search, typed: Query, found: Results) -> Meant | None:
    """Another spelling only where little was found, and not because time ran out."""
    few = found.total <= FEW and not found.partial
    other = spelled_otherwise(archive, typed, search.filters, found.total) if few else None
    return other or without_minus(archive, typed, search.filters)


def _named(session: Session, field_name: str, facets: tuple[Facet, ...]) -> tuple[Counted, ...]:
    names = library.names(session, field_name, [facet.value for facet in facets])
    return tuple(Counted(facet.value, names.get(facet.value, facet.value), facet.count) for facet in facets)
