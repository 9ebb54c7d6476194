"""`kb opml`: lists of feeds from other programs, and for them."""

from pathlib import Path
from typing import TextIO

import click

from ingest.files import Unopened, open_file
from ingest.opml import read_opml, write_opml
from kb import archive, ledger, times
from kb.cli.output import as_json, print_json
from kb.cli.sums import sums_json, tell_sums
from kb.ledger import Entry
from kb.polling import lists
from kb.reports.intake.decide import Decision, State
from kb.settings import Settings
from kb.sources import register


@click.group()
def opml() -> None:
    """Lists of sources as OPML."""


@opml.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@as_json
@click.pass_obj
def import_(settings: Settings, files: tuple[Path, ...], as_json: bool) -> None:
    """Poll every feed of a list from now on. The folders that a feed is in become tags of its reports."""
    entries: list[Entry] = []
    with archive.opened(settings) as opened:
        for file in files:
            try:
                outlines = read_opml(open_file(file))
            except Unopened as error:
                entries.append(Entry(str(error.path), Decision(State.FAILED, why=error.why)))
                continue
            with opened.writing() as session:
                entries += lists.take_in(session, outlines, times.now())
    sums = ledger.add_up(entries)
    if as_json:
        print_json(sums_json(sums))
    else:
        tell_sums(sums)
    if sums.failed:
        raise SystemExit(1)


@opml.command()
@click.argument("file", type=click.File("w", encoding="utf-8"), default="-")
@click.pass_obj
def export(settings: Settings, file: TextIO) -> None:
    """Write every source on the web as OPML, to a file or to stdout."""
    with archive.opened(settings) as opened, opened.reading() as session:
        held = register.all_of(session)
    file.write(write_opml(settings.site_name, lists.outlines(held)))
