"""Commands on the table of names: malware, actors and techniques that are looked for in every report."""

from collections import Counter
from pathlib import Path

import click
from sqlalchemy import select

from ingest import names as tables
from ingest.names.build import build as build_table
from kb import archive
from kb.archive import Archive
from kb.cli.output import as_json, print_json, progress
from kb.models import Report
from kb.reports import known_names, marks
from kb.settings import Settings

AT_ONCE = 200  # reports looked through in one transaction


@click.group()
def names() -> None:
    """The names of malware, actors and techniques that are looked for in every report."""


@names.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@as_json
@click.pass_obj
def build(settings: Settings, folder: Path, as_json: bool) -> None:
    """Build the table from clusters of the MISP galaxy or bundles of ATT&CK, and find its names in every report."""
    with archive.opened(settings) as opened:
        table, notes = build_table(folder)
        tables.write(settings.data / known_names.FILE, table)
        changed = _find_anew(opened)
        opened.indexer.drain()
    for note in notes:
        click.echo(note, err=True)
    told = Counter(name.type for name in table)
    if as_json:
        print_json({"names": dict(told), "spellings": sum(len(name.spellings) for name in table), "changed": changed})
    else:
        click.echo(f"{len(table)} names; the names found in {changed} reports have changed")


def _find_anew(opened: Archive) -> int:
    """Find the names in every report, some hundred reports a transaction; returns how many changed."""
    with opened.reading() as session:
        ids = session.scalars(select(Report.id).order_by(Report.id)).all()
    changed = 0
    parts = [ids[at : at + AT_ONCE] for at in range(0, len(ids), AT_ONCE)]
    for some in progress(parts, len(parts), "looking through reports"):
        with opened.writing() as session:
            for report in session.scalars(select(Report).where(Report.id.in_(some))):
                changed += marks.write_names(session, report)
    return changed
