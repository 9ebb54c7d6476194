"""Commands on stories: which reports tell the same, and what staff say of it."""

from collections.abc import Callable

import click
from rich.text import Text
from sqlalchemy.orm import Session

from kb import archive, library
from kb.archive import Archive
from kb.cli.output import as_json, out, plain, print_json, progress
from kb.cli.references import report_id
from kb.exports.json import instant, moment
from kb.models import Regrouping
from kb.records import Brief
from kb.reports.stories import candidates, groups, rulings
from kb.reports.stories.settle import settle
from kb.settings import Settings

AT_ONCE = 500  # reports that are settled in one transaction
DONE = {"split": "split", "merge": "merged"}
why = click.option("--why", help="The reason, for the record.")


@click.group()
def story() -> None:
    """The reports that tell the same: the archive finds them, staff split and merge them."""


@story.command()
@click.argument("ref")
@as_json
@click.pass_obj
def show(settings: Settings, ref: str, as_json: bool) -> None:
    """Show the reports of a story, the one that leads it first, and what staff did to it."""
    with archive.opened(settings) as opened, opened.reading() as session:
        _tell(session, report_id(session, ref, settings), settings, as_json=as_json)


@story.command()
@click.argument("ref")
@why
@as_json
@click.pass_obj
def split(settings: Settings, ref: str, why: str | None, as_json: bool) -> None:
    """Take a report out of its story. Only `merge` and `undo` join it to these reports again."""
    _change(settings, (ref,), lambda session, ids: rulings.split(session, ids[0], why), as_json=as_json)


@story.command()
@click.argument("ref")
@click.argument("others", nargs=-1, required=True, metavar="REF...")
@why
@as_json
@click.pass_obj
def merge(settings: Settings, ref: str, others: tuple[str, ...], why: str | None, as_json: bool) -> None:
    """Make one story of reports and of all that tell the same as one of them. Only `split` and `undo` part them."""
    _change(settings, (ref, *others), lambda session, ids: rulings.merge(session, ids, why), as_json=as_json)


@story.command()
@click.argument("ref")
@as_json
@click.pass_obj
def undo(settings: Settings, ref: str, as_json: bool) -> None:
    """Take back the last split or merge that a report was part of; again, the one before."""
    _change(settings, (ref,), lambda session, ids: rulings.undo(session, ids[0]), as_json=as_json)


@story.command()
@as_json
@click.pass_obj
def find(settings: Settings, as_json: bool) -> None:
    """Find the stories of reports that were here before the archive looked for them; may be interrupted."""
    with archive.opened(settings) as opened:
        with opened.reading() as session:
            ids = candidates.unmarked(session)
        parts = [ids[at : at + AT_ONCE] for at in range(0, len(ids), AT_ONCE)]
        for some in progress(parts, len(parts), "looking through reports"):
            with opened.writing() as session:
                settle(session, some)
        opened.indexer.drain()
    if as_json:
        print_json({"reports": len(ids)})
    else:
        click.echo(f"{len(ids):,} reports looked through")


def _change(
    settings: Settings, refs: tuple[str, ...], act: Callable[[Session, list[int]], Regrouping], *, as_json: bool
) -> None:
    """Do it to the reports that are meant, and show the story of the first."""
    with archive.opened(settings) as opened:
        id = _acted(opened, refs, act)
        opened.indexer.drain()
        with opened.reading() as session:
            _tell(session, id, settings, as_json=as_json)


def _acted(opened: Archive, refs: tuple[str, ...], act: Callable[[Session, list[int]], Regrouping]) -> int:
    with opened.writing() as session:
        ids = [report_id(session, ref, opened.settings) for ref in refs]
        act(session, ids)
    return ids[0]


def _tell(session: Session, id: int, settings: Settings, *, as_json: bool) -> None:
    reports = library.briefs(session, groups.members(session, id))
    past = rulings.history(session, id)
    if as_json:
        print_json(
            {
                "reports": [_report_json(one, settings) for one in reports],
                "history": [
                    {"act": one.act, "at": instant(one.at), "why": one.why, "undone": instant(one.undone_at)}
                    for one in past
                ],
            }
        )
        return
    for one in reports:
        day = one.date.date().isoformat() if one.date else "no date"
        source = f"  {plain(one.source.name)}" if one.source else ""
        out.print(
            Text.assemble((f"{one.ref or f'report/{one.id}'}  {day}  ", "dim"), (plain(one.title), "bold"), source)
        )
    if len(reports) == 1:
        click.echo("no other report here tells the same")
    for act in past:
        said = f": {plain(act.why)}" if act.why else ""
        undone = f", undone {act.undone_at:%Y-%m-%d}" if act.undone_at else ""
        click.echo(f"{DONE[act.act]} {act.at:%Y-%m-%d %H:%M} UTC{undone}{said}")


def _report_json(report: Brief, settings: Settings) -> dict[str, object]:
    return {
        "id": report.id,
        "ref": report.ref,
        "title": report.title,
        "source": report.source.name if report.source else None,
        "date": moment(report.date),
        "permalink": settings.base_url + report.path,
        "withdrawn": instant(report.withdrawn_at),
    }
