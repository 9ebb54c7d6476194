"""What the archive holds already of a capture's items: who bears their names, and who tells the very same."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from ingest.types import Kind
from kb.models import Identity, Report, Revision
from kb.reports import many
from kb.reports.intake.identities import Name, publisher
from kb.reports.intake.offers import Offer
from kb.reports.intake.overwritten import tells_another
from kb.reports.names import title_key

_BEARERS = select(Identity.value, Identity.report_id).where(Identity.scheme == bindparam("scheme", None))
_TOLD = select(Revision.text_digest)


class Register:
    """Asked once for all items of a capture, and kept level while they are saved."""

    def __init__(self, session: Session, offers: Sequence[Offer]) -> None:
        self._session = session
        self._bearers: dict[Name, int] = {}
        self._told: set[str] = set()
        by_scheme: dict[str, dict[str, None]] = {}
        for name in (name for offer in offers for name in offer.named.names):
            by_scheme.setdefault(name.scheme, {})[name.value] = None
        for scheme, values in by_scheme.items():
            named = many.having(session, _BEARERS, Identity.value, list(values), scheme=scheme)
            self._bearers |= {Name(scheme, value): bearer for value, bearer in named}
        digests = list({offer.text_digest for offer in offers if offer.may_have_twin})
        told = many.having(session, _TOLD, Revision.text_digest, digests)
        self._told.update(digest for (digest,) in told)

    def runs(self, offers: Sequence[Offer]) -> Iterator[Sequence[Offer]]:
        """The offers in their order: those that are new in runs that tell nothing twice, and others each alone.

        A run must have been saved before the next is asked for.
        """
        run: list[Offer] = []
        told: set[Name | str] = set()
        for offer in offers:
            if self._knows(offer) or not told.isdisjoint(_signs(offer)):
                if run:
                    yield run
                run, told = [], set()
            if self._knows(offer):
                yield [offer]
            else:
                run.append(offer)
                told.update(_signs(offer))
        if run:
            yield run

    def find(self, offer: Offer) -> Report | None:
        """The report that bears the strongest of an item's names and is not another one for all that."""
        for name in offer.named.names:
            if (bearer := self._bearers.get(name)) is not None:
                report = self._session.get_one(Report, bearer)
                if not _another(self._session, report, name, offer):
                    return report
        return None

    def twin(self, offer: Offer) -> int | None:
        """A report of the same source that has, or had, an item's very title and text.

        What another source tells in the same words is a report of its own, and both are one story. Older wordings
        count: staff may have corrected the newest one, and what they corrected is not to come back.
        """
        if not offer.may_have_twin:
            return None
        told = select(Revision.report_id).where(Revision.text_digest == offer.text_digest)
        if offer.source is not None:
            told = told.join(Report, Report.id == Revision.report_id).where(Report.source_id == offer.source.id)
        own = Revision.reason != "article"  # a page that news was completed from may yet come in for itself
        return self._session.scalar(told.where(own).order_by(Revision.report_id).limit(1))

    def enter(self, offers: Mapping[int, Offer]) -> dict[Name, int]:
        """Write down how reports, by id, are named; a name that another report bears stays with that one, save for a
        path, which is that of whatever lies there now."""
        entered: dict[Name, int] = {}
        moved: dict[Name, int] = {}
        for report_id, offer in offers.items():
            for name in offer.named.names:
                if name not in self._bearers:
                    entered.setdefault(name, report_id)
                elif name.scheme == "path" and self._bearers[name] != report_id:
                    moved[name] = report_id
        rows = [{"report_id": id, "scheme": name.scheme, "value": name.value} for name, id in entered.items()]
        many.write(self._session, Identity, rows)
        for name, id in moved.items():
            held = update(Identity).where(Identity.scheme == name.scheme, Identity.value == name.value)
            self._session.connection().execute(held.values(report_id=id))
        return entered | moved

    def remember(self, entered: Mapping[Name, int], texts: Iterable[str] = ()) -> None:
        """Know names, and texts by their digests. The last step of keeping items: one that fails leaves nothing."""
        self._bearers.update(entered)
        self._told.update(texts)

    def _knows(self, offer: Offer) -> bool:
        """Whether anything says that it may be held already."""
        return any(sign in self._bearers or sign in self._told for sign in _signs(offer))


def _signs(offer: Offer) -> tuple[Name | str, ...]:
    """By what it is known: its names, and its text."""
    return (*offer.named.names, offer.text_digest) if offer.may_have_twin else offer.named.names


def _another(session: Session, report: Report, name: Name, offer: Offer) -> bool:
    """Another number is another statement, and what another publisher says of a page is a report of its own. Behind
    one link stand two reports when their keys differ, and behind one path when the file was written over.

    Only a feed that gives its items new guids is forgiven, where the title stayed the same.
    """
    draft = offer.draft
    if draft.number is not None and report.number not in (None, draft.number):
        return True
    if name.scheme == "path":
        return tells_another(report.head, draft)
    if name.scheme == "link" and _of_another_publisher(report, offer):
        return True
    if name.scheme not in ("url", "told", "link") or draft.key is None:
        return False
    keyed = select(Identity.id).where(Identity.report_id == report.id, Identity.scheme == "key").limit(1)
    if session.scalar(keyed) is None:
        return False
    return draft.kind is not Kind.NEWS or report.title_key != title_key(draft.title)


def _of_another_publisher(report: Report, offer: Offer) -> bool:
    """Where either is unknown, nothing speaks for two."""
    held, told = publisher(report.source), publisher(offer.source)
    return held is not None and told is not None and held != told
