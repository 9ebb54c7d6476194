"""`kb export`: write the archive's captures in a form that other tools read."""

import os
from collections.abc import Iterator
from pathlib import Path

import click

from ingest.types import Capture
from ingest.warc import looks_like_warc, write_warc
from kb import archive, captures
from kb.archive import Archive
from kb.captures import CaptureLost
from kb.cli.output import counted, err
from kb.settings import Settings


@click.command()
@click.option(
    "--warc",
    required=True,
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    metavar="FILE",
    help="Write every capture to this web archive; compressed if its name ends in .gz.",
)
@click.pass_obj
def export(settings: Settings, warc: Path) -> None:
    """Write the documents as they came, with address and date, to a WARC file that other tools replay.

    A web archive that was imported is not written as such, but the documents in it are. A capture whose bytes are
    lost is reported, and everything else is written.
    """
    lost: list[str] = []
    beside = warc.with_name(f".{warc.name}.new")
    with archive.opened(settings) as opened:
        try:
            with beside.open("wb") as file:
                count = write_warc(file, _held(opened, lost), packed=warc.suffix == ".gz")
                file.flush()
                os.fsync(file.fileno())
            beside.replace(warc)
        finally:
            beside.unlink(missing_ok=True)
    for why in lost:
        err.print(f"lost {why}", markup=False, soft_wrap=True)
    click.echo(f"{counted(count, 'capture')} in {warc}")
    if lost:
        raise SystemExit(1)


def _held(opened: Archive, lost: list[str]) -> Iterator[Capture]:
    with opened.reading() as session:
        for row in captures.rows(session):
            try:
                capture = captures.whole(row, opened.captures)
            except CaptureLost as error:
                lost.append(str(error))
                continue
            if not looks_like_warc(capture.body):
                yield capture
