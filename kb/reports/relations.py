"""What reports say of one another: associated documents and the statements index, held or still only named."""

from collections.abc import Sequence

from sqlalchemy import and_, delete, exists, or_, select, update
from sqlalchemy.orm import Session

from ingest.types import Draft, Kind, Link
from kb.models import Identity, Relation, Report
from kb.reports.names import title_key, url_key


def write(session: Session, report: Report, draft: Draft) -> None:
    """Replace what a report names by what its newest wording names; addresses learned before are kept."""
    for type_, links in (("associated", draft.associated), ("index", draft.index)):
        if links:
            known = {r.title_key: r.url for r in report.relations if r.type == type_ and r.url}
            session.execute(delete(Relation).where(Relation.report_id == report.id, Relation.type == type_))
            session.add_all(_relations(session, report, type_, links, known))
            session.flush()
            session.expire(report, ["relations"])


def _relations(
    session: Session, report: Report, type_: str, links: Sequence[Link], known: dict[str, str]
) -> list[Relation]:
    rows = []
    for position, link in enumerate(links, start=1):
        folded = title_key(link.title)
        url = link.url or known.get(folded)
        rows.append(
            Relation(
                report_id=report.id,
                type=type_,
                position=position,
                title=link.title,
                title_key=folded,
                url=url,
                url_key=url_key(url) if url else None,
                target_id=_target(session, report, folded, url),
            )
        )
    return rows


def _target(session: Session, report: Report, folded: str, url: str | None) -> int | None:
    """The report that is meant: by its address, else by its title among what the same source published.

    News is never meant: it may bear the title of the page that it announces.
    """
    if url:
        bearer = select(Identity.report_id).where(Identity.scheme == "url", Identity.value == url_key(url))
        if (found := session.scalar(bearer)) is not None:
            return found
    same_title = (
        select(Report.id)
        .where(Report.title_key == folded, Report.source_id == report.source_id, Report.kind != Kind.NEWS)
        .order_by((Report.kind == Kind.STATEMENT).desc(), Report.id)
    )
    return session.scalar(same_title)


def answer_mentions(session: Session, report: Report, urls: Sequence[str]) -> None:
    """Point the stubs that meant this report at it, now that it is held."""
    if report.kind == Kind.NEWS:
        return
    same_source = exists().where(Report.id == Relation.report_id, Report.source_id == report.source_id)
    by_title = and_(Relation.title_key == report.title_key, same_source)
    session.execute(
        update(Relation)
        .where(Relation.target_id.is_(None), or_(Relation.url_key.in_(urls), by_title) if urls else by_title)
        .values(target_id=report.id),
        execution_options={"synchronize_session": False},
    )


def differ(report: Report, draft: Draft) -> bool:
    """Whether the draft names other documents, in another order, or with addresses that are not known yet."""
    for type_, links in (("associated", draft.associated), ("index", draft.index)):
        if not links:
            continue
        held = [(r.title_key, r.url_key) for r in report.relations if r.type == type_]
        offered = [(title_key(link.title), url_key(link.url) if link.url else None) for link in links]
        if len(offered) > len(held):
            return True
        for (title, url), (known_title, known_url) in zip(offered, held, strict=False):
            if title != known_title or (url and url != known_url):
                return True
    return False
