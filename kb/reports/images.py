"""The images that reports from the web show: which are to be fetched, and which the archive has a copy of."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from ingest.images.shown import Shown, image_addresses, with_images
from kb.models import UNTRIED, Image, Report, ReportImage
from kb.reports import many
from kb.reports.marked import images_by_key
from kb.reports.names import bounded, storable

_HELD = select(Image.key, Image.id)
_HAD = select(Image.key, Image.digest, Image.width, Image.height).where(Image.digest.is_not(None))


def want(session: Session, report: Report, html: str) -> None:
    """Have the images of a wording fetched that the archive has not, and those left alone that it does not show."""
    wanted = images_by_key(html)
    uses = select(ReportImage.image_id).where(ReportImage.report_id == report.id)
    used = {key: id for id, key in session.execute(select(Image.id, Image.key).where(Image.id.in_(uses)))}
    gone = [id for key, id in used.items() if key not in wanted]
    unwanted = list(session.scalars(select(Image.id).where(Image.id.in_(gone), Image.digest.is_(None))))
    session.execute(delete(ReportImage).where(ReportImage.report_id == report.id, ReportImage.image_id.in_(unwanted)))
    _show(session, {report.id: {key: address for key, address in wanted.items() if key not in used}})


def begin(session: Session, wanted: Mapping[int, Mapping[str, str]]) -> None:
    """Have the images of new reports, by id, fetched that the archive has not."""
    _show(session, {id: some for id, some in wanted.items() if some})


def _show(session: Session, wanted: Mapping[int, Mapping[str, str]]) -> None:
    """Write down that reports show further images; one that was given up is tried again for them."""
    images = _images(session, {key: address for some in wanted.values() for key, address in some.items()})
    rows = [{"report_id": id, "image_id": images[key]} for id, some in wanted.items() for key in some]
    many.write(session, ReportImage, rows)
    for ids in many.parts(list(images.values())):
        given_up = update(Image).where(Image.id.in_(ids), Image.digest.is_(None), Image.due_at.is_(None))
        session.execute(given_up.values(due_at=UNTRIED, failures=0, refusals=0))


def _images(session: Session, addresses: Mapping[str, str]) -> dict[str, int]:
    """The ids of the images of these addresses, by key, made when they are new."""
    held = dict(many.having(session, _HELD, Image.key, list(addresses)))
    new = [key for key in addresses if key not in held]
    untried = {"due_at": UNTRIED, "failures": 0, "refusals": 0}
    made = many.write_new(session, Image, [{"key": key, "url": storable(addresses[key]), **untried} for key in new])
    return held | dict(zip(new, made, strict=True))


def shown(session: Session, bodies: Sequence[str]) -> list[str]:
    """Bodies of reports with those images in them of which the archive has a copy."""
    addresses = [image_addresses(html) for html in bodies]
    copies = dict(_copies(session, {bounded(address) for some in addresses for address in some}))
    return [
        with_images(html, {address: copies[key] for address in some if (key := bounded(address)) in copies})
        for html, some in zip(bodies, addresses, strict=True)
    ]


def may_show(session: Session, digest: str) -> bool:
    """Whether this is the copy of an image in a report that is not withdrawn."""
    uses = select(Image.id).join(ReportImage, ReportImage.image_id == Image.id)
    used = uses.join(Report, Report.id == ReportImage.report_id).where(Report.withdrawn_at.is_(None))
    return session.scalar(used.where(Image.digest == digest).limit(1)) is not None


def path(digest: str) -> str:
    """Where the copy of this digest is served."""
    return f"/image/{digest}.webp"


def _copies(session: Session, keys: Iterable[str]) -> Iterator[tuple[str, Shown]]:
    for key, digest, width, height in many.having(session, _HAD, Image.key, sorted(keys)):
        if digest and width and height:
            yield key, Shown(path(digest), width, height)
