"""Which reports may tell what another tells: a few of a million, found by numbers of the text, title and address."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ingest.types import Kind
from kb.models import Identity, Report, Revision, Sketch
from kb.reports import many
from kb.reports.names import url_key
from kb.reports.stories.judge import Called
from kb.reports.stories.sketch import Marks
from kb.reports.stories.words import LONGEST

KINDS = (Kind.STATEMENT, Kind.REPORT, Kind.NEWS, Kind.ADVISORY)  # what is told, and not what stands on a site
BEARERS = 32  # reports kept for one number: what more have is a phrase of a mould, and tells nothing
LOOKED_AT = 8  # reports that are compared for their names, and as many for their texts, those first that share most
SHARED = 2  # numbers of a text: what is the same under another title shares fewer once in a thousand times
_BEARERS = select(Sketch.number, Sketch.report_id).order_by(Sketch.number, Sketch.report_id)
_BODIES = select(Report.id, func.substr(Revision.body_text, 1, LONGEST)).join(Revision, Revision.id == Report.head_id)
_COLUMNS = (Report.id, Report.title, Report.source_id, Report.number, Report.url, Report.published, Report.updated)
_CALLED = select(*_COLUMNS).where(Report.withdrawn_at.is_(None), Report.kind.in_(KINDS)).order_by(Report.id)
_NAMED = select(Identity.report_id, Identity.scheme, Identity.value)


class Bearers:
    """Who bears the numbers of some reports: asked once for all of them, kept level while they are settled."""

    def __init__(self, session: Session, marks: Iterable[Marks]) -> None:
        self._session = session
        self._of: defaultdict[int, list[int]] = defaultdict(list)
        self._new: list[dict[str, int]] = []
        numbers = list({number for one in marks for number in (*one.names, *one.text)})
        for number, id in many.having(session, _BEARERS, Sketch.number, numbers):
            self._of[number].append(id)

    def near(self, id: int, marks: Marks) -> list[int]:
        """The reports that share its names, and those that share most numbers of its text."""
        named, told = (
            Counter(chain.from_iterable(map(self._of.__getitem__, numbers))) for numbers in (marks.names, marks.text)
        )
        del named[id], told[id]
        best = [other for other, _ in named.most_common(LOOKED_AT)]
        best += [other for other, shared in told.most_common(LOOKED_AT) if shared >= SHARED]
        return list(dict.fromkeys(best))

    def add(self, id: int, marks: Marks) -> None:
        """Let a report be found. Numbers of older wordings lead to it as well: what is judged is its newest."""
        for number in (*marks.names, *marks.text):
            if len(self._of[number]) < BEARERS and id not in self._of[number]:
                self._of[number].append(id)
                self._new.append({"number": number, "report_id": id})

    def write(self) -> None:
        many.write(self._session, Sketch, self._new)


def called(session: Session, ids: Collection[int]) -> dict[int, Called]:
    """What these reports are called, by id; without those withdrawn, and those that stand rather than happen."""
    return {one.id: one for one in _called(session, list(ids))}


def unmarked(session: Session) -> list[int]:
    """Reports that stories were never looked for: they were here before that."""
    never = ~select(Sketch.number).where(Sketch.report_id == Report.id).exists()
    return list(session.scalars(select(Report.id).where(Report.kind.in_(KINDS), never).order_by(Report.id)))


def bodies(session: Session, ids: Collection[int]) -> dict[int, str]:
    """The beginning of what these reports say, by id."""
    return dict(many.having(session, _BODIES, Report.id, list(ids)))


def _called(session: Session, ids: Sequence[int]) -> Iterator[Called]:
    keys = _keys(session, ids)
    for id, title, source, number, url, published, updated in many.having(session, _CALLED, Report.id, ids):
        page = url_key(url) if url else None
        yield Called(id, title, source, number, frozenset(keys.get(id, ())), page, published or updated)


def _keys(session: Session, ids: Sequence[int]) -> Mapping[int, set[str]]:
    """What their sources call these reports. The schemes are parted here: SQLite would read all names of one."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    for id, scheme, value in many.having(session, _NAMED, Identity.report_id, ids):
        if scheme == "key":
            found[id].add(value.partition(":")[2])
    return found
