"""`kb poll` and `kb work`: poll the sources that are due, once or for ever."""

import random
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from time import monotonic
from typing import TypeVar

import click
from rich.text import Text

from kb import archive, ledger, times
from kb.archive import Archive
from kb.cli.imports import DRAIN_EVERY
from kb.cli.output import as_json, counted, err, plain, print_json
from kb.cli.sums import sums_json, tell_sums
from kb.ledger import Entry, Sums
from kb.polling import articles, images
from kb.polling import poll as polling
from kb.polling.asking import asking
from kb.polling.poll import Polling, poll_due
from kb.polling.visit import Poller
from kb.settings import Settings
from kb.sources import register
from kb.sources.records import Polled

T = TypeVar("T")

PAUSE = 2.0  # seconds between two looks at what is due and what waits to be indexed


def poller(opened: Archive, *, alone: bool) -> Poller:
    """Polling on the real web, by the real clock; `alone` where no person waits for it."""
    return Poller(opened, asking(opened.settings, alone=alone), times.now, random.random)


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME...]")
@as_json
@click.pass_obj
def poll(settings: Settings, names: tuple[str, ...], as_json: bool) -> None:
    """Poll every source that is due once, or those named; what is new can be searched afterwards."""
    with archive.opened(settings) as opened:
        world = poller(opened, alone=True)
        looked = (polling.poll(world, source) for source in _named(opened, names)) if names else poll_due(world)
        done = list(_indexed(opened, looked))
        fetched = _articles(opened, _until_none(lambda: articles.fetch_due(world)))
        _images(_until_none(lambda: images.fetch_due(world)))
    sums = ledger.add_up(entry for one in done for entry in one.entries)
    if as_json:
        print_json({"sources": len(done), **sums_json(sums), "articles": sums_json(fetched)})
    else:
        tell_sums(sums)
    if sums.failed or any(one.trouble for one in done):
        raise SystemExit(1)


@click.command()
@click.option("--once", is_flag=True, help="Index what is waiting now, then end; nothing is polled.")
@click.pass_obj
def work(settings: Settings, once: bool) -> None:
    """Poll every source whenever it is due, and index whatever is waiting, until stopped."""
    stop = threading.Event()
    with archive.opened(settings) as opened:
        world = poller(opened, alone=True)
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda *_: stop.set())
        while True:
            if done := opened.indexer.drain():
                click.echo(f"indexed {done} reports", err=True)
            if once:
                return
            for _ in _indexed(opened, poll_due(world, stop.is_set)):
                pass
            _articles(opened, articles.fetch_due(world, stop.is_set))
            _images(images.fetch_due(world, stop.is_set))
            if stop.wait(PAUSE):
                return


def _indexed(opened: Archive, looked: Iterable[Polling]) -> Iterator[Polling]:
    """Report what came of each source, and bring the index up to date now and then, and at the end."""
    drained = monotonic()
    for one in looked:
        _tell(one)
        yield one
        if monotonic() - drained > DRAIN_EVERY:
            opened.indexer.drain()
            drained = monotonic()
    opened.indexer.drain()


def _until_none(fetch: Callable[[], Iterator[T]]) -> Iterator[T]:
    """All that is due, run after run."""
    while some := list(fetch()):
        yield from some


def _articles(opened: Archive, fetched: Iterable[Entry]) -> Sums:
    """Report what came of the articles, and bring the index up to date. One that cannot be fetched is reported, but the
    poll has not failed: what its feed says of it is kept."""
    sums = ledger.add_up(fetched)
    if sums.items:
        told = f"{sums.items} fetched, {sums.revised} taken, {len(sums.failed)} failed"
        err.print(Text.assemble(("articles", "bold"), f"  {told}"), soft_wrap=True)
        opened.indexer.drain()
    for entry in sums.failed:
        err.print(f"  {plain(entry.item)}: {plain(entry.decision.why or '')}", markup=False, soft_wrap=True)
    return sums


def _images(fetched: Iterable[images.Fetched]) -> None:
    """Report what came of the images. Where one cannot be fetched, its words stay."""
    done = list(fetched)
    missed = [one for one in done if one.why]
    if done:
        told = f"{len(done)} fetched, {len(missed)} failed"
        err.print(Text.assemble(("images", "bold"), f"  {told}"), soft_wrap=True)
    for one in missed:
        err.print(f"  {plain(one.url)}: {plain(one.why or '')}", markup=False, soft_wrap=True)


def _tell(done: Polling) -> None:
    """One line on stderr: what came of a source, and when it is looked at next."""
    sums, source = ledger.add_up(done.entries), done.source
    came = f"{counted(sums.items, 'item')}, {sums.new} new, {sums.revised} revised"
    what = plain(done.trouble) if done.trouble else came
    then = (
        f"paused: {plain(source.paused_why or '')}" if source.paused_at else f"next {source.next_check_at:%d %b %H:%M}"
    )
    err.print(Text.assemble((source.name, "bold"), f"  {what}  ", (then, "dim")), soft_wrap=True)


def _named(opened: Archive, names: tuple[str, ...]) -> list[Polled]:
    with opened.reading() as session:
        sources = [register.polled(register.find(session, name)) for name in dict.fromkeys(names)]
    for source in sources:
        if source.paused_at:
            raise click.ClickException(f"{source.name} is paused ({source.paused_why}); `kb source resume` it first")
    return sources
