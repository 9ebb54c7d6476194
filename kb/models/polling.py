"""The tables of sources that are polled, and of what is remembered of their places."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kb.models.base import Base


class PolledSource(Base):
    """A place that is checked again and again for what is new: what `kb source` lists."""

    __tablename__ = "polled_source"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]  # of kb.sources.records.SourceKind
    place: Mapped[str] = mapped_column(unique=True)  # an address, or the absolute path of a folder
    title: Mapped[str | None]  # what it calls itself
    tags: Mapped[list[str]] = mapped_column(JSON)  # given to every new report from it
    rules: Mapped[list[str]] = mapped_column(JSON)  # as kb.sources.rules writes them
    full_text: Mapped[bool] = mapped_column(server_default=true())  # articles of which a feed tells a part are fetched
    ttl: Mapped[int | None]  # seconds for which it asks to be left alone, as it last said
    added_at: Mapped[datetime]
    next_check_at: Mapped[datetime] = mapped_column(index=True)
    checked_at: Mapped[datetime | None]
    failures: Mapped[int]  # in a row
    refusals: Mapped[int]  # failures in a row that asking again will not mend
    trouble: Mapped[str | None]  # why the last check failed
    paused_at: Mapped[datetime | None]
    paused_why: Mapped[str | None]

    places: Mapped[list["PolledPlace"]] = relationship(cascade="all, delete-orphan")


class PolledPlace(Base):
    """One address or file of a polled source, and how to tell whether it has changed since it was last taken in."""

    __tablename__ = "polled_place"
    __table_args__ = (UniqueConstraint("source_id", "key"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("polled_source.id"))
    key: Mapped[str]  # the same for all spellings of the place
    stamp: Mapped[str | None]  # what its folder or sitemap said of it: it changes when the place does
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    checked_at: Mapped[datetime]
    intake_id: Mapped[int | None] = mapped_column(ForeignKey("intake.id"))  # the last time something came from it
