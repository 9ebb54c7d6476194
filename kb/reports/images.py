"""The images that reports from the web show: which are to be fetched, and which the archive has a copy of."""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from ingest.images.shown import Shown, image_addresses, with_images
from kb.models import UNTRIED, Image, Report, ReportImage
from kb.reports.names import bounded, storable

MOST = 20  # images of one wording that are fetched, the first ones
AT_ONCE = 400  # addresses asked for together: SQLite takes a limited number of parameters


def want(session: Session, report: Report, html: str) -> None:
    """Have the images of a wording fetched that the archive has not, and those left alone that it does not show."""
    wanted = {bounded(address): address for address in image_addresses(html)[:MOST]}
    uses = select(ReportImage.image_id).where(ReportImage.report_id == report.id)
    held = {row.key: row.id for row in session.execute(select(Image.key, Image.id).where(Image.key.in_(wanted)))}
    used = set(session.scalars(uses))
    waiting = select(Image.id).where(Image.id.in_(uses), Image.digest.is_(None), Image.id.not_in(held.values()))
    unwanted = list(session.scalars(waiting))
    session.execute(delete(ReportImage).where(ReportImage.report_id == report.id, ReportImage.image_id.in_(unwanted)))
    for key, address in wanted.items():
        if key not in held:
            row = Image(key=key, url=storable(address), due_at=UNTRIED)
            session.add(row)
            session.flush()
            held[key] = row.id
    if new := [id for id in held.values() if id not in used]:
        session.execute(insert(ReportImage), [{"report_id": report.id, "image_id": id} for id in new])
        given_up = update(Image).where(Image.id.in_(new), Image.digest.is_(None), Image.due_at.is_(None))
        session.execute(given_up.values(due_at=UNTRIED, failures=0, refusals=0))


def shown(session: Session, bodies: Sequence[str]) -> list[str]:
    """Bodies of reports with those images in them of which the archive has a copy."""
    addresses = [image_addresses(html) for html in bodies]
    copies = dict(_copies(session, {bounded(address) for some in addresses for address in some}))
    return [
        with_images(html, {address: copies[key] for address in some if (key := bounded(address)) in copies})
        for html, some in zip(bodies, addresses, strict=True)
    ]


def may_show(session: Session, digest: str) -> bool:
    """Whether this is the copy of an image that a report shows which is not withdrawn."""
    uses = select(Image.id).join(ReportImage, ReportImage.image_id == Image.id)
    used = uses.join(Report, Report.id == ReportImage.report_id).where(Report.withdrawn_at.is_(None))
    return session.scalar(used.where(Image.digest == digest).limit(1)) is not None


def path(digest: str) -> str:
    """Where the copy of this digest is served."""
    return f"/image/{digest}.webp"


def _copies(session: Session, keys: Iterable[str]) -> Iterator[tuple[str, Shown]]:
    every = sorted(keys)
    columns = select(Image.key, Image.digest, Image.width, Image.height)
    for at in range(0, len(every), AT_ONCE):
        rows = session.execute(columns.where(Image.key.in_(every[at : at + AT_ONCE]), Image.digest.is_not(None)))
        for key, digest, width, height in rows:
            if digest and width and height:
                yield key, Shown(path(digest), width, height)
