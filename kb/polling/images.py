"""The images of reports: fetched one by one, decoded apart, and kept as a copy written anew."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ingest.fetch.headers import Wanted
from ingest.fetch.results import FetchError
from ingest.images.read import Picture, Unreadable, read
from ingest.types import Capture
from kb.models import Image, Report, ReportImage
from kb.polling import errands
from kb.polling.errands import MOST, Due, Ran
from kb.polling.visit import Poller

MOST_BYTES = 20_000_000  # of the copies that one report shows
_ENOUGH = "the images of its report take more than 20 MB together"
_UNSHOWN = "no report shows it any more"


@dataclass(frozen=True, slots=True)
class Fetched:
    url: str
    why: str | None  # it could not be had; None where there is a copy of it now


def fetch_due(poller: Poller, stopped: Callable[[], bool] = lambda: False) -> Iterator[Fetched]:
    """Fetch every image that is due, at most 200 in one go."""
    with poller.archive.reading() as session:
        wanted = select(Image.id, Image.url).where(Image.due_at <= poller.now()).order_by(Image.due_at, Image.id)
        due = [Due(id, url) for id, url in session.execute(wanted.limit(MOST))]
    yield from errands.run(poller, Image, due, lambda one: _fetch(poller, one), stopped)


def _fetch(poller: Poller, due: Due) -> Ran[Fetched]:
    if not _claimed(poller, due):
        return Ran(None)
    answer = _picture(errands.ask(poller, due, Wanted.IMAGE), due)
    digest = poller.archive.captures.keep(answer.body) if isinstance(answer, Picture) else None
    with poller.archive.writing() as session:
        row = session.get_one(Image, due.id)
        if isinstance(answer, Picture):
            row.due_at = row.trouble = None
            row.digest, row.size, row.had_at = digest, len(answer.body), poller.now()
            row.width, row.height = answer.width, answer.height
            return Ran(Fetched(due.url, None))
        errands.failed(row, answer, poller)
        return Ran(Fetched(due.url, answer.why), answer.retry_after)


def _picture(answer: Capture | FetchError, due: Due) -> Picture | FetchError:
    """What is shown of what came; what came and is no picture will be none the next time either."""
    if isinstance(answer, FetchError):
        return answer
    try:
        return read(answer.body)
    except Unreadable as error:
        return FetchError(due.url, str(error), permanent=True, gone=True)


def _claimed(poller: Poller, due: Due) -> bool:
    """Take an image on, unless somebody else has, or it is not to be had any more."""
    with poller.archive.writing() as session:
        row = errands.claimed(session, Image, due, poller)
        if row is not None and (why := _needless(session, row)):
            row.due_at, row.trouble = None, why
            return False
        return row is not None


def _needless(session: Session, row: Image) -> str | None:
    """Reports that show it, each with the bytes of the copies that it shows already."""
    users = select(ReportImage.report_id).join(Report, Report.id == ReportImage.report_id)
    users = users.where(ReportImage.image_id == row.id, Report.withdrawn_at.is_(None))
    taken = select(func.coalesce(func.sum(Image.size), 0)).join(ReportImage, ReportImage.image_id == Image.id)
    by_report = taken.where(ReportImage.report_id.in_(users)).group_by(ReportImage.report_id)
    sums = [int(bytes_ or 0) for bytes_ in session.scalars(by_report)]
    if not sums:
        return _UNSHOWN
    return _ENOUGH if min(sums) > MOST_BYTES else None
