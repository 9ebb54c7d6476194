"""`kb poll`: look at the sources that are due."""

import random

import click
from rich.text import Text

from kb import archive, ledger, times
from kb.archive import Archive
from kb.cli.imports import sums_json, tell_sums
from kb.cli.output import as_json, err, plain, print_json
from kb.polling.asking import asking
from kb.polling.poll import Polling, poll_all, poll_due
from kb.polling.visit import Poller
from kb.settings import Settings
from kb.sources import register
from kb.sources.register import Unfit


def poller(opened: Archive) -> Poller:
    """Polling on the real web, by the real clock."""
    return Poller(opened, asking(opened.settings), times.now, random.random)


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME...]")
@as_json
@click.pass_obj
def poll(settings: Settings, names: tuple[str, ...], as_json: bool) -> None:
    """Look once at every source that is due, or at those that are named; what is new can be searched afterwards."""
    done: list[Polling] = []
    with archive.opened(settings) as opened:
        world = poller(opened)
        while some := _named(world, names) if names and not done else [] if names else poll_due(world):
            for one in some:
                tell_polling(one)
            done += some
            opened.indexer.drain()
    sums = ledger.add_up(entry for one in done for entry in one.entries)
    if as_json:
        print_json({"sources": len(done), **sums_json(sums)})
    else:
        tell_sums(sums)
    if sums.failed or any(one.trouble for one in done):
        raise SystemExit(1)


def tell_polling(done: Polling) -> None:
    """One line on stderr: what came of a source, and when it is looked at next."""
    sums = ledger.add_up(done.entries)
    source = done.source
    came = f"{sums.items} items, {sums.new} new, {sums.revised} revised"
    what = plain(done.trouble) if done.trouble else came
    then = (
        f"paused: {plain(source.paused_why or '')}"
        if source.paused_at
        else f"next {source.next_check_at:%Y-%m-%d %H:%M} UTC"
    )
    err.print(Text.assemble((source.name, "bold"), f"  {what}  ", (then, "dim")), soft_wrap=True)


def _named(world: Poller, names: tuple[str, ...]) -> list[Polling]:
    with world.archive.reading() as session:
        try:
            sources = [register.polled(register.find(session, name)) for name in dict.fromkeys(names)]
        except Unfit as error:
            raise click.ClickException(str(error)) from error
    for source in sources:
        if source.paused_at:
            raise click.ClickException(f"{source.name} is paused ({source.paused_why}); `kb source resume` it first")
    return poll_all(world, sources)
