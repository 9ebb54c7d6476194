"""The tables. The database is the truth; the index and every page are made from it."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kb.models.base import Base as Base
from kb.models.errands import UNTRIED as UNTRIED
from kb.models.errands import Article as Article
from kb.models.errands import Errand as Errand
from kb.models.errands import Image as Image
from kb.models.errands import ReportImage as ReportImage
from kb.models.polling import PolledPlace as PolledPlace
from kb.models.polling import PolledSource as PolledSource
from kb.models.stories import Regrouping as Regrouping
from kb.models.stories import Ruling as Ruling
from kb.models.stories import Sketch as Sketch


class Source(Base):
    """Who published: one web site or one named collection."""

    __tablename__ = "source"
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    url: Mapped[str | None]
    first_seen: Mapped[datetime]


class Report(Base):
    """One document. What it says stands in its head revision; the columns here repeat what lists need."""

    __tablename__ = "report"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(index=True)
    number: Mapped[int | None] = mapped_column(unique=True)  # a statement's identity
    ref: Mapped[str | None] = mapped_column(unique=True)  # its canonical reference, such as "S010"
    slug: Mapped[str]
    title: Mapped[str]
    title_key: Mapped[str] = mapped_column(index=True)  # folded, so that a mention finds it by title
    category: Mapped[str | None]
    category_slug: Mapped[str | None] = mapped_column(index=True)
    source_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"), index=True)
    lang: Mapped[str | None]
    url: Mapped[str | None]
    summary: Mapped[str]
    published: Mapped[datetime | None]
    updated: Mapped[datetime | None]
    first_seen: Mapped[datetime]
    changed_at: Mapped[datetime] = mapped_column(index=True)
    # Published, else updated, else first_seen: the order of lists.
    listed_at: Mapped[datetime] = mapped_column(index=True)
    withdrawn_at: Mapped[datetime | None]
    withdrawn_why: Mapped[str | None]
    head_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id", use_alter=True))
    # What leads the story it tells, itself if it does; None where no other report tells it.
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("report.id"), index=True)

    source: Mapped[Source | None] = relationship(lazy="joined")
    head: Mapped["Revision"] = relationship(foreign_keys=[head_id], post_update=True)
    revisions: Mapped[list["Revision"]] = relationship(
        back_populates="report", foreign_keys="Revision.report_id", order_by="Revision.number"
    )
    slugs: Mapped[list["Slug"]] = relationship(cascade="all, delete-orphan")
    tags: Mapped[list["ReportTag"]] = relationship(
        back_populates="report", cascade="all, delete-orphan", order_by="ReportTag.tag_id"
    )
    indicators: Mapped[list["ReportIndicator"]] = relationship(
        cascade="all, delete-orphan", order_by="ReportIndicator.start"
    )
    relations: Mapped[list["Relation"]] = relationship(
        cascade="all, delete-orphan", foreign_keys="Relation.report_id", order_by="Relation.position"
    )
    article: Mapped[Article | None] = relationship(back_populates="report")


class Revision(Base):
    """One wording of a report, whole; never changed once written."""

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("report_id", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    number: Mapped[int]
    made_at: Mapped[datetime]
    reason: Mapped[str]  # "import", "article" (the text of what a feed's item links to, laid over it) or "edit"
    note: Mapped[str | None]
    capture_id: Mapped[int | None] = mapped_column(ForeignKey("capture.id"))  # what it was read from
    digest: Mapped[str] = mapped_column(index=True)  # of its wording: see kb.reports.wording
    text_digest: Mapped[str] = mapped_column(index=True)  # of title and body alone: finds the same text elsewhere
    title: Mapped[str]
    category: Mapped[str | None]
    lang: Mapped[str | None]
    author: Mapped[str | None]
    url: Mapped[str | None]
    published: Mapped[datetime | None]
    updated: Mapped[datetime | None]
    event_dates: Mapped[list[str]] = mapped_column(JSON)  # ISO days
    summary: Mapped[str | None]
    body_html: Mapped[str]
    body_text: Mapped[str]
    rights: Mapped[dict[str, str | None] | None] = mapped_column(JSON(none_as_null=True))  # of ingest.types.Rights
    tags: Mapped[list[str]] = mapped_column(JSON)  # as the source gave them
    associated: Mapped[list[dict[str, str | None]]] = mapped_column(JSON)  # title, url
    index: Mapped[list[dict[str, str | None]]] = mapped_column(JSON)  # title, url
    evidence: Mapped[list[list[str]]] = mapped_column(JSON)  # field, where, quote

    report: Mapped[Report] = relationship(back_populates="revisions", foreign_keys=[report_id])


class Identity(Base):
    """A name under which a report was seen: how the next item from outside, or an old link, finds it again."""

    __tablename__ = "identity"
    __table_args__ = (UniqueConstraint("scheme", "value"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    scheme: Mapped[str]  # of kb.reports.intake.identities.Name
    value: Mapped[str]


class Slug(Base):
    """Every slug a report ever had."""

    __tablename__ = "slug"
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), primary_key=True)
    slug: Mapped[str] = mapped_column(primary_key=True, index=True)


class Tag(Base):
    """A tag, whoever gave it to which reports."""

    __tablename__ = "tag"
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]


class ReportTag(Base):
    """A report has a tag."""

    __tablename__ = "report_tag"
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), primary_key=True)
    tag_id: Mapped[int] = mapped_column(ForeignKey("tag.id"), primary_key=True, index=True)
    by_staff: Mapped[bool]  # kept when the source's own tags change

    report: Mapped[Report] = relationship(back_populates="tags")
    tag: Mapped[Tag] = relationship(lazy="joined")


class Relation(Base):
    """A report names another document. Without a target it is a stub: named, not held yet."""

    __tablename__ = "relation"
    __table_args__ = (UniqueConstraint("report_id", "type", "position"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"))
    type: Mapped[str]  # "associated", "index", "duplicate" or "superseded"
    position: Mapped[int]  # from 1, in the order of the page
    title: Mapped[str]
    title_key: Mapped[str] = mapped_column(index=True)
    url: Mapped[str | None]
    url_key: Mapped[str | None] = mapped_column(index=True)
    target_id: Mapped[int | None] = mapped_column(ForeignKey("report.id"), index=True)

    target: Mapped[Report | None] = relationship(foreign_keys=[target_id])


class Indicator(Base):
    """An indicator, whichever reports name it."""

    __tablename__ = "indicator"
    __table_args__ = (UniqueConstraint("type", "value"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    type: Mapped[str]
    value: Mapped[str]


class ReportIndicator(Base):
    """An indicator stands in a report's text."""

    __tablename__ = "report_indicator"
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), primary_key=True, index=True)
    spelling: Mapped[str]
    start: Mapped[int]
    end: Mapped[int]
    role: Mapped[str] = mapped_column(server_default="indicator")  # of ingest.types.Role

    indicator: Mapped[Indicator] = relationship(lazy="joined")


class Capture(Base):
    """Bytes as they came, one row for each place they came from. The bytes lie on disk under their digest."""

    __tablename__ = "capture"
    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(index=True)  # SHA-256, hex
    location: Mapped[str]
    media_type: Mapped[str]
    charset: Mapped[str | None]
    size: Mapped[int]  # bytes, uncompressed
    captured_at: Mapped[datetime]
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]


class Intake(Base):
    """One fetch or file taken in: how many items came, counted before any of them was judged."""

    __tablename__ = "intake"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    location: Mapped[str]  # of the capture, or of what could not be had
    source: Mapped[str | None] = mapped_column(index=True)  # name of the polled source; None for an import by hand
    capture_id: Mapped[int | None] = mapped_column(ForeignKey("capture.id"))
    items: Mapped[int]


class LedgerItem(Base):
    """What became of one item of one intake. Every item has exactly one row an intake."""

    __tablename__ = "ledger"
    id: Mapped[int] = mapped_column(primary_key=True)
    intake_id: Mapped[int] = mapped_column(ForeignKey("intake.id"), index=True)
    at: Mapped[datetime]
    location: Mapped[str]  # of the capture, or of the file that could not be read
    capture_id: Mapped[int | None] = mapped_column(ForeignKey("capture.id"))
    item: Mapped[str]
    state: Mapped[str] = mapped_column(index=True)  # new revised unchanged duplicate filtered failed
    why: Mapped[str | None]  # for failed, filtered and duplicate, and for articles that were not taken
    report_id: Mapped[int | None] = mapped_column(ForeignKey("report.id"))


class Outbox(Base):
    """Reports whose index entry is out of date; written in the transaction that changed them."""

    __tablename__ = "outbox"
    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int]


Index("ix_ledger_capture_id", LedgerItem.capture_id)
