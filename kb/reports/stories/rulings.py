"""What staff say of stories: split and merged, with the reason, and undone; the last word on two reports counts."""

from collections.abc import Iterable, Sequence
from itertools import combinations, product

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from ingest.text import one_line
from kb.errors import KbError
from kb.models import Regrouping, Report, Ruling
from kb.reports.stories import groups
from kb.times import now


class Unfit(KbError):
    """What was asked for cannot be done; the message says why."""


def split(session: Session, id: int, why: str | None) -> Regrouping:
    """Take a report out of its story, for good. Raises Unfit."""
    story = groups.members(session, id)
    others = [member for member in story if member != id]
    if not others:
        raise Unfit("it is part of no story: no other report here tells the same")
    made = _record(session, "split", why, [story])
    _rule(session, made, product([id], others), together=False)
    groups.part(session, [id])
    return made


def merge(session: Session, ids: Sequence[int], why: str | None) -> Regrouping:
    """Make one story of these reports and of all that are told with them, for good. Raises Unfit."""
    stories = list({min(story): story for story in (groups.members(session, id) for id in ids)}.values())
    if len(stories) < 2:
        raise Unfit("they are one story already")
    every = [id for story in stories for id in story]
    numbered = select(Report.ref).where(Report.id.in_(every), Report.number.is_not(None)).order_by(Report.number)
    if len(refs := session.scalars(numbered).all()) > 1:
        raise Unfit(f"{' and '.join(map(str, refs))} are statements, and a statement is a story of its own")
    made = _record(session, "merge", why, stories)
    for one, other in combinations(stories, 2):
        _rule(session, made, product(one, other), together=True)
    groups.join(session, every)
    return made


def undo(session: Session, id: int) -> Regrouping:
    """Take back the last split or merge that a report was part of. Raises Unfit."""
    last = next((one for one in history(session, id) if one.undone_at is None), None)
    if last is None:
        raise Unfit("nothing was split or merged here that could be undone")
    last.undone_at = now()
    if last.act == "split":
        groups.join(session, last.before[0])
    else:
        for story in last.before[1:]:
            groups.part(session, story)
    return last


def history(session: Session, id: int) -> list[Regrouping]:
    """What staff did to the stories that a report was part of, the newest first."""
    concerned = select(Ruling.regrouping_id).where(Ruling.report_id == id)
    return list(session.scalars(select(Regrouping).where(Regrouping.id.in_(concerned)).order_by(Regrouping.id.desc())))


def together(session: Session, id: int, others: Sequence[int]) -> bool:
    """Whether staff put a report together with one of these."""
    return True in _said(session, id, others)


def apart(session: Session, id: int, others: Sequence[int]) -> bool:
    """Whether staff took a report away from one of these."""
    return False in _said(session, id, others)


def _said(session: Session, id: int, others: Sequence[int]) -> set[bool]:
    """The last word on the report and each of the others."""
    rows = select(Ruling.other_id, Ruling.together).join(Regrouping, Regrouping.id == Ruling.regrouping_id)
    standing = rows.where(Ruling.report_id == id, Ruling.other_id.in_(others), Regrouping.undone_at.is_(None))
    return set(dict(iter(session.execute(standing.order_by(Ruling.regrouping_id)))).values())


def _record(session: Session, act: str, why: str | None, before: list[list[int]]) -> Regrouping:
    made = Regrouping(at=now(), act=act, why=one_line(why or "") or None, before=before)
    session.add(made)
    session.flush()
    return made


def _rule(session: Session, made: Regrouping, pairs: Iterable[tuple[int, int]], *, together: bool) -> None:
    said = {"regrouping_id": made.id, "together": together}
    rows = [said | {"report_id": a, "other_id": b} for one, other in pairs for a, b in ((one, other), (other, one))]
    session.execute(insert(Ruling), rows)
