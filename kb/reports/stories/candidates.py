"""Which reports may tell what another tells: a few of a million, found by numbers of the text, title and address."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import BigInteger, Select, bindparam, func, insert, select, union_all
from sqlalchemy.orm import Session

from ingest.types import Kind
from kb.models import Identity, Report, Revision, Sketch
from kb.reports.names import title_key, url_key
from kb.reports.stories.judge import Called, Telling, telling
from kb.reports.stories.sketch import NUMBERS

KINDS = (Kind.STATEMENT, Kind.REPORT, Kind.NEWS, Kind.ADVISORY)  # what is told, and not what stands on a site
BEARERS = 32  # reports looked at for one number, the newest: what more have is a phrase of a mould, and tells nothing
LOOKED_AT = 8  # reports that are compared, those first that share most numbers; and as many of the same title

_NAMES = tuple(f"number_{at}" for at in range(NUMBERS))


def remember(session: Session, id: int, numbers: Sequence[int]) -> None:
    """Let a report be found by its text. That of an older wording leads to it as well: what is judged is its newest."""
    held = select(Sketch.number).where(Sketch.report_id == id, Sketch.number.in_(numbers))
    known = set(session.scalars(held))
    if new := [{"number": number, "report_id": id} for number in numbers if number not in known]:
        session.execute(insert(Sketch), new)


def near(session: Session, one: Called, numbers: Sequence[int]) -> list[int]:
    """The reports whose texts share numbers with this one, or that have its title or its address."""
    found = list(
        session.scalars(_BEARERS, {"own": one.id} | dict.fromkeys(_NAMES) | dict(zip(_NAMES, numbers, strict=False)))
    )
    same_title = select(Report.id).where(Report.title_key == title_key(one.title), Report.id != one.id)
    found += session.scalars(same_title.order_by(Report.id.desc()).limit(LOOKED_AT))
    if one.page:
        schemes = Identity.scheme.in_(("url", "link"))
        found += session.scalars(select(Identity.report_id).where(schemes, Identity.value == one.page))
    return [id for id in dict.fromkeys(found) if id != one.id]


def called(session: Session, ids: Iterable[int]) -> dict[int, Called]:
    """What these reports are called, by id; without those withdrawn, and those that stand rather than happen."""
    wanted = list(ids)
    keys: defaultdict[int, set[str]] = defaultdict(set)
    named = select(Identity.report_id, Identity.value).where(Identity.report_id.in_(wanted), Identity.scheme == "key")
    for id, value in session.execute(named):
        keys[id].add(value.partition(":")[2])
    columns = select(
        Report.id, Report.title, Report.source_id, Report.number, Report.url, Report.published, Report.updated
    )
    told = columns.where(Report.id.in_(wanted), Report.withdrawn_at.is_(None), Report.kind.in_(KINDS))
    return {
        id: Called(id, title, source, number, frozenset(keys[id]), url_key(url) if url else None, published or updated)
        for id, title, source, number, url, published, updated in session.execute(told.order_by(Report.id))
    }


def tellings(session: Session, those: Mapping[int, Called]) -> list[Telling]:
    """The same with what they say, in their order."""
    texts = select(Report.id, Revision.body_text).join(Revision, Revision.id == Report.head_id)
    bodies = dict(iter(session.execute(texts.where(Report.id.in_(those)))))
    return [telling(one, bodies[id]) for id, one in those.items()]


def _bearers() -> Select[int]:
    """Those that share most numbers first. Written once: it is asked for every report that comes."""
    each = [
        select(Sketch.report_id)
        .where(Sketch.number == bindparam(name, type_=BigInteger))
        .order_by(Sketch.report_id.desc())
        .limit(BEARERS)
        .subquery()
        for name in _NAMES
    ]
    found = union_all(*(select(one.c.report_id) for one in each)).subquery()
    others = select(found.c.report_id).where(found.c.report_id != bindparam("own")).group_by(found.c.report_id)
    return others.order_by(func.count().desc(), found.c.report_id.desc()).limit(LOOKED_AT)


_BEARERS = _bearers()
