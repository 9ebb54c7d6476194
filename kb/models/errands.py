"""The tables of what is fetched one by one: articles that a feed tells a part of, and images."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kb.models.base import Base

if TYPE_CHECKING:
    from kb.models import Report

UNTRIED = datetime(1970, 1, 1, tzinfo=UTC)  # an errand that was never run is due for longer than any that was


class Errand:
    """Something that is to be fetched once: when that is tried next, and how it went so far."""

    due_at: Mapped[datetime | None] = mapped_column(index=True)  # None: it is done, or will not be tried again
    failures: Mapped[int] = mapped_column(default=0)
    refusals: Mapped[int] = mapped_column(default=0)  # failures in a row that asking again will not mend
    trouble: Mapped[str | None]  # why the last try failed


class Article(Errand, Base):
    """What an item of a feed links to, where the feed tells only a part of it; and whose text was chosen."""

    __tablename__ = "article"
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), primary_key=True)
    url: Mapped[str]
    source: Mapped[str]  # name of the polled source whose item it is
    chosen: Mapped[str | None]  # "article" or "feed"; None before it was looked at
    why: Mapped[str | None]  # for that choice
    chosen_at: Mapped[datetime | None]

    report: Mapped["Report"] = relationship(back_populates="article")


class Image(Errand, Base):
    """An image that a report from the web shows. Once it was had, a copy written anew lies among the captures."""

    __tablename__ = "image"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)  # its address, bounded
    url: Mapped[str]
    digest: Mapped[str | None] = mapped_column(index=True)  # of the copy, SHA-256, hex; None before it was had
    width: Mapped[int | None]  # of the copy, in pixels
    height: Mapped[int | None]
    size: Mapped[int | None]  # bytes of the copy
    had_at: Mapped[datetime | None]


class ReportImage(Base):
    """A report shows an image, in one of its wordings."""

    __tablename__ = "report_image"
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), primary_key=True)
    image_id: Mapped[int] = mapped_column(ForeignKey("image.id"), primary_key=True, index=True)
