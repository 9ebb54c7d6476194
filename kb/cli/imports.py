"""`kb import`: take in files, folders and addresses."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from time import monotonic

import click

from ingest.exchange import FIELDS
from ingest.files import files_below
from ingest.read import AS_NAMED
from kb import archive, ledger, paths, pipeline
from kb.archive import Archive
from kb.cli.output import as_json, print_json, progress
from kb.cli.sums import sums_json, tell_sums
from kb.ledger import Entry, Sums
from kb.settings import Settings

DRAIN_EVERY = 20.0  # seconds between two commits of the index, while more comes in
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


class Columns(click.ParamType[Mapping[str, str]]):
    """`title=headline,body=text`: which columns of a table fill which fields of a report."""

    name = "columns"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Mapping[str, str]:
        columns: dict[str, str] = {}
        for pair in filter(None, str(value).split(",")):
            field, sign, column = (part.strip() for part in pair.partition("="))
            if not (sign and column):
                self.fail(f"{pair!r} is not FIELD=COLUMN, such as title=headline", param, ctx)
            if field not in FIELDS:
                self.fail(f"a report has no field {field!r}; its fields are {', '.join(FIELDS)}", param, ctx)
            columns[field] = column
        return columns


@click.command("import")
@click.argument("places", nargs=-1, required=True, metavar="PATH|URL...")
@click.option(
    "--map",
    "columns",
    type=Columns(),
    metavar="FIELD=COLUMN,...",
    default="",
    help="Which columns of a CSV or JSON Lines file fill which fields, such as title=headline,body=text.",
)
@as_json
@click.pass_obj
def import_(settings: Settings, places: tuple[str, ...], columns: Mapping[str, str], as_json: bool) -> None:
    """Take in statements, feeds, pages, texts, advisories, events and bundles: files, folders, or web addresses.

    Returns when everything it took in can be found by a search. Whatever could not be read is reported.
    """
    if not all(places):
        raise click.UsageError("one of the places is empty; name a file, a folder or a web address")
    with archive.opened(settings) as opened:
        sums = take_in_all(opened, places, columns)
    if as_json:
        print_json(sums_json(sums))
    else:
        tell_sums(sums)
    if sums.failed:
        raise SystemExit(1)


def take_in_all(opened: Archive, places: tuple[str, ...], columns: Mapping[str, str] = AS_NAMED) -> Sums:
    """Take in every file below the folders, every file and every address given; the index is level at the end."""
    own = archive.own_files(opened.settings)
    found = [item for place in places for item in _items(place, own)]
    entries: list[Entry] = []
    drained = monotonic()
    for item in progress(found, len(found), "importing"):
        if isinstance(item, str):
            entries += pipeline.take_in_url(opened, item, columns)
        else:
            entries += pipeline.take_in_file(opened, item, columns=columns)
        if monotonic() - drained > DRAIN_EVERY:
            opened.indexer.drain()
            drained = monotonic()
    opened.indexer.drain()
    return ledger.add_up(entries)


def samples() -> str:
    """The folder of the sample archive that comes with the program."""
    return str(paths.PACKAGE / "samples")


def _items(place: str, own: frozenset[Path]) -> Iterator[Path | str]:
    if _ADDRESS.match(place):
        yield place
    elif Path(place).is_dir():
        yield from files_below(Path(place), without=own)
    else:
        yield Path(place)
