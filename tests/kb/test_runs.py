"""New items of one capture are written together, and it does not show: each fares as it would alone."""

from collections.abc import Sequence
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest.types import Draft, Indicator, Kind, Link, Reading
from kb import captures, database
from kb.archive import Archive
from kb.models import Identity, Outbox, Relation, Report, Revision, Slug
from kb.reports.intake.decide import State
from kb.reports.intake.known import Register
from kb.reports.intake.offers import Offer, offered
from kb.reports.intake.save import save
from kb.reports.intake.worded import worded
from tests.drafts import TEXT, capture, draft, statement, take_in
from tests.kb.asking import count, states

SITE = "https://site.example"
TAGS = ("By staff", "worm")


def page(number: int, **fields: object) -> Draft:
    told: dict[str, object] = {"kind": Kind.REPORT, "title": f"Page {number}", "body_text": f"{TEXT}{number}"}
    return draft(f"{SITE}/{number}", **(told | fields))


def any_item(chance: Random) -> Draft:
    """An item of few names, titles and texts, so that many are met twice, and that names others by either."""
    number, text = chance.randrange(12), chance.choice((f"{TEXT}{chance.randrange(12)}", "Short.", ""))
    others = (Link(f"Page {chance.randrange(12)}"), Link("Elsewhere", f"{SITE}/{chance.randrange(12)}"))
    told: dict[str, object] = {
        "body_text": text,
        "title": f"Page {chance.randrange(12)}",
        "tags": tuple(chance.sample(("worm", "Worm", "Data breach", "?!"), 2)),
        "associated": chance.choice(((), others)),
        "indicators": (Indicator("domain", f"a{number}.example", "x", chance.randrange(9), 10),),
    }
    match chance.randrange(4):
        case 0:
            return statement(number, **(told | {"title": f"Statement {number}"}))
        case 1:
            return draft(f"{SITE}/{number}", key=f"guid-{number}", **told)
        case _:
            return page(number, **told)


def in_runs(session: Session, register: Register, offers: Sequence[Offer]) -> list[State]:
    return [one.state for run in register.runs(offers) for one in save(session, register, run, TAGS)]


def one_by_one(session: Session, register: Register, offers: Sequence[Offer]) -> list[State]:
    return [one.state for offer in offers for one in save(session, register, [offer], TAGS)]


def outcome(archive: Archive, way, drafts: Sequence[Draft]) -> list[object]:
    """What an archive holds after it has kept these drafts, as far as ids and the clock do not matter; undone again."""
    with archive.sessions() as session:
        session.connection(execution_options=database.WRITES)
        came = capture()
        offers = offered(session, worded(Reading(tuple(drafts)), archive.names), came, captures.record(session, came))
        fates = way(session, Register(session, offers), offers)
        session.expire_all()
        reports = session.scalars(select(Report).order_by(Report.id)).all()
        at = {report.id: place for place, report in enumerate(reports)} | {None: None}
        told = [
            (r.kind, r.ref, r.title, r.title_key, r.slug, r.url, r.summary, r.source and r.source.slug, r.category_slug,
             r.published, r.updated, r.head.number, r.head.body_text, r.head.text_digest,
             [(link.tag.slug, link.tag.name, link.by_staff) for link in r.tags],
             [(seen.indicator.value, seen.start, seen.role) for seen in r.indicators])
            for r in reports
        ]  # fmt: skip
        names = {(at[row.report_id], row.scheme, row.value) for row in session.scalars(select(Identity))}
        slugs = {(at[row.report_id], row.slug) for row in session.scalars(select(Slug))}
        waiting = sorted({at[id] for id in session.scalars(select(Outbox.report_id))})
        wordings = {(at[row.report_id], row.number, row.title, row.digest) for row in session.scalars(select(Revision))}
        related = {(at[r.report_id], r.position, r.title, at[r.target_id]) for r in session.scalars(select(Relation))}
        session.rollback()
    return [fates, told, names, slugs, waiting, wordings, related]


def test_items_fare_together_as_they_would_one_by_one(empty):
    for seed in range(10):
        drafts = [any_item(Random(seed * 1_000 + number)) for number in range(20)]
        together, alone = (outcome(empty, way, drafts) for way in (in_runs, one_by_one))
        assert State.NEW in together[0]
        assert (seed, together) == (seed, alone)


def test_a_run_is_parted_where_a_known_a_repeated_or_an_equal_item_stands(empty):
    take_in(empty, page(9))
    equal, anew = page(7, title="Page 1", body_text=f"{TEXT}1"), page(9, body_text="Told anew. " * 30)
    entries = take_in(empty, page(1), page(2), page(9), page(3), equal, page(4), page(5))
    new, unchanged, duplicate = State.NEW, State.UNCHANGED, State.DUPLICATE
    assert states(entries) == [new, new, unchanged, new, duplicate, new, new]
    assert entries[4].decision.report == entries[0].decision.report
    assert states(take_in(empty, page(1), anew, page(6))) == [unchanged, State.REVISED, new]
    assert count(empty, Report) == 7


def test_of_a_long_run_those_that_no_database_takes_fail_and_all_others_are_kept(empty):
    bad = {3, 4, 17, 30}
    entries = take_in(empty, *(page(n, author="\ud800" if n in bad else None) for n in range(31)))
    assert [n for n, state in enumerate(states(entries)) if state is State.FAILED] == sorted(bad)
    assert (count(empty, Report), empty.index.check()) == (27, 27)
