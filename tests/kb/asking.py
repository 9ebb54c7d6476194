"""Short questions to an archive under test."""

from sqlalchemy import func, select

from kb import library
from kb.archive import Archive
from kb.ledger import Entry
from kb.models import Base, Report
from kb.records import Report as Whole
from kb.reports import edit
from kb.reports.edit import Correction
from kb.reports.intake.decide import State
from kb.reports.resolve import resolve

PAGE = "https://www.operator.example/statement/10/a-title"  # of the statement that tests/drafts.py makes


def states(entries: list[Entry]) -> list[State]:
    return [entry.decision.state for entry in entries]


def count(archive: Archive, table: type[Base]) -> int:
    """How many rows."""
    with archive.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def whole(archive: Archive, name: str) -> Whole:
    """The report of this name, as people read it."""
    with archive.reading() as session:
        report = library.report(session, resolve(session, name, base_url="https://archive.example") or 0)
        assert report is not None
        return report


def correct(archive: Archive, name: str, **change: object) -> None:
    """Correct a report as staff do."""
    with archive.writing() as session:
        report = session.get_one(Report, resolve(session, name))
        assert edit.correct(session, report, Correction(**change))  # type: ignore[arg-type]
    archive.indexer.drain()
