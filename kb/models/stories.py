"""The tables of stories: by what reports of one are found, and what staff said of them."""

from datetime import datetime

from sqlalchemy import JSON, BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from kb.models.base import Base


class Sketch(Base):
    """A number of a report's text, present or past, by which texts that share much of it are found."""

    __tablename__ = "sketch"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's declarative form
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), primary_key=True)


class Regrouping(Base):
    """Staff split or merged stories: what was before, so that it can be undone."""

    __tablename__ = "regrouping"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    act: Mapped[str]  # "split" or "merge"
    why: Mapped[str | None]
    before: Mapped[list[list[int]]] = mapped_column(JSON)  # the reports of each story, as they were
    undone_at: Mapped[datetime | None]


class Ruling(Base):
    """What staff said of two reports, once for each of them: no finding of the archive's own goes against it."""

    __tablename__ = "ruling"
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("report.id"), primary_key=True)
    regrouping_id: Mapped[int] = mapped_column(ForeignKey("regrouping.id"), primary_key=True, index=True)
    together: Mapped[bool]
