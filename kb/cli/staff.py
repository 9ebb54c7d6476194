"""Commands that change what the archive holds: edit, withdraw, tag."""

from datetime import UTC, datetime
from typing import BinaryIO

import click
from sqlalchemy.orm import Session

from ingest.charset import decode
from kb import archive
from kb.cli.output import as_json, print_json
from kb.cli.references import report_id
from kb.models import Report
from kb.reports import edit as editing
from kb.reports.edit import Correction
from kb.settings import Settings

DAY = click.DateTime(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S%z"])


@click.command()
@click.argument("ref")
@click.option("--title", help="The new title; links to the old one keep working.")
@click.option("--category", help='The new category; "" takes it away.')
@click.option("--published", type=DAY, help="The day it was published.")
@click.option("--updated", type=DAY, help="The day it was last updated.")
@click.option("--summary", help='The new summary; "" takes it away.')
@click.option("--body-file", type=click.File("rb"), help="The new text, plain or HTML; - reads stdin.")
@click.option("--note", help="Why, for the report's history.")
@as_json
@click.pass_obj
def edit(
    settings: Settings,
    ref: str,
    title: str | None,
    category: str | None,
    published: datetime | None,
    updated: datetime | None,
    summary: str | None,
    body_file: BinaryIO | None,
    note: str | None,
    as_json: bool,
) -> None:
    """Correct a report. The correction is a new revision; every older one stays readable."""
    body = decode(body_file.read()) if body_file else None
    change = Correction(title, category, _utc(published), _utc(updated), summary, body, note)
    if change == Correction(note=note):
        raise click.UsageError("say what to change, such as --title or --body-file")
    with archive.opened(settings) as opened:
        with opened.writing() as session:
            report = _row(session, ref, settings)
            changed = editing.correct(session, report, change)
            number = report.head.number
        opened.indexer.drain()
    if as_json:
        print_json({"changed": changed, "revision": number})
    else:
        click.echo(f"revision {number} is written" if changed else "nothing to change: it says so already")


@click.command()
@click.argument("ref")
@click.option("--why", help="The reason, shown where the report stood.")
@click.option("--undo", is_flag=True, help="Show a withdrawn report again.")
@click.pass_obj
def withdraw(settings: Settings, ref: str, why: str | None, undo: bool) -> None:
    """Take a report out of search, lists and feeds. Nothing is deleted: its page says when and why."""
    with archive.opened(settings) as opened:
        with opened.writing() as session:
            report = _row(session, ref, settings)
            name = report.ref or report.title
            if undo:
                editing.reinstate(session, report)
            else:
                editing.withdraw(session, report, why)
        opened.indexer.drain()
    click.echo(f"{name} is {'shown again' if undo else 'withdrawn'}")


@click.command()
@click.argument("ref")
@click.argument("tags", nargs=-1)
@click.option("--remove", multiple=True, metavar="TAG", help="Take this tag away; may be repeated.")
@click.pass_obj
def tag(settings: Settings, ref: str, tags: tuple[str, ...], remove: tuple[str, ...]) -> None:
    """Add tags to a report, or take them away. No later import undoes what staff add."""
    if not tags and not remove:
        raise click.UsageError("name the tags to add, or --remove TAG")
    with archive.opened(settings) as opened:
        with opened.writing() as session:
            report = _row(session, ref, settings)
            editing.tag(session, report, tags, remove)
            name, now_has = report.ref or report.title, [link.tag.name for link in report.tags]
        opened.indexer.drain()
    click.echo(f"{name} has {'the tags ' + ', '.join(now_has) if now_has else 'no tags'}")


def _row(session: Session, ref: str, settings: Settings) -> Report:
    """The report that is meant, to be changed."""
    return session.get_one(Report, report_id(session, ref, settings))


def _utc(day: datetime | None) -> datetime | None:
    return day if day is None or day.tzinfo else day.replace(tzinfo=UTC)
