"""The report that a person means by what was typed: a reference, an address, a slug or an id."""

import click
from sqlalchemy.orm import Session

from kb import library
from kb.records import Report
from kb.reports.resolve import resolve
from kb.settings import Settings


def report_id(session: Session, ref: str, settings: Settings) -> int:
    """The id of the report that is meant, withdrawn or not; a sentence for the terminal when there is none."""
    found = resolve(session, ref, base_url=settings.base_url)
    if found is None:
        raise click.ClickException(f"no report is known as {ref!r}; `kb search` finds references and addresses")
    return found


def whole_report(session: Session, ref: str, settings: Settings) -> Report:
    """The same report, whole."""
    (report,) = library.reports(session, [report_id(session, ref, settings)])
    return report
