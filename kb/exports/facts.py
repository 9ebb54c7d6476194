"""What a citation says of a report, before any format."""

from dataclasses import dataclass
from datetime import datetime

from kb.exports.credit import credit_line, source_url
from kb.records import Report
from kb.settings import Settings


@dataclass(frozen=True, slots=True)
class Facts:
    """A report as every citation format takes it."""

    key: str  # names it in a bibliography, such as "S010" or "report-12"; ASCII letters, digits and hyphens
    title: str
    author: str  # a person's or an organisation's name as the report gives it, else the operator's
    publisher: str | None
    date: datetime | None
    url: str  # where the original is read, else the permalink
    permalink: str
    summary: str
    lang: str | None
    words: tuple[str, ...]  # category and tags
    number: str | None  # the reference, such as "S010"
    note: str  # the credit line and where the archived text is read


def facts(report: Report, settings: Settings) -> Facts:
    """The facts of a report for a citation; addresses are absolute."""
    permalink = settings.base_url + report.path
    publisher = report.source.name if report.source else None
    credit = report.rights.credit if report.rights else None
    category = [report.category.name] if report.category else []
    return Facts(
        key=report.ref if report.ref and report.ref.isascii() and report.ref.isalnum() else f"report-{report.id}",
        title=" ".join(report.title.split()),
        author=report.author or credit or publisher or settings.operator,
        publisher=publisher,
        date=report.date,
        url=source_url(report) or permalink,
        permalink=permalink,
        summary=" ".join(report.summary.split()),
        lang=report.lang,
        words=tuple(dict.fromkeys([*category, *(tag.name for tag in report.tags)])),
        number=report.ref,
        note=f"{credit_line(report)} Archived: {permalink}".strip(),
    )
