"""`kb source`: the sources that are polled, and what each takes in."""

import click

from kb import archive, times
from kb.archive import Archive
from kb.cli.output import as_json, counted, plain, print_json
from kb.cli.polling import poller
from kb.cli.showing import facts, preview_json, rehearsed_json, tell_facts, tell_preview, tell_rehearsed
from kb.polling.discovery import discover
from kb.polling.rehearsal import rehearse
from kb.polling.trial import let_in, previewed
from kb.settings import Settings
from kb.sources import register
from kb.sources.records import Polled, SourceKind, Terms
from kb.sources.register import SourceError
from kb.sources.rules import Rule, read_rule


@click.group()
def source() -> None:
    """The places that are polled: feeds, statement sites, pages, sitemaps, folders and maildirs."""


_kind = click.option(
    "--kind", type=click.Choice([kind.value for kind in SourceKind]), help="What it is, instead of what is found there."
)
_include = click.option("--include", multiple=True, metavar="RULE", help="Keep only items that match; may be repeated.")
_exclude = click.option("--exclude", multiple=True, metavar="RULE", help="Keep out items that match; may be repeated.")
_full_text = click.option(
    "--full-text/--no-full-text",
    default=None,
    help="Fetch the article where a feed gives only a part of it, or leave it alone; default: fetch.",
)
_tag = click.option("--tag", "tags", multiple=True, help="Give every new report this tag; may be repeated.")


@source.command()
@click.argument("place", metavar="URL|FOLDER")
@_kind
@click.option("--name", help="What to call it; default: its host.")
@_include
@_exclude
@_tag
@_full_text
@as_json
@click.pass_obj
def add(
    settings: Settings,
    place: str,
    kind: str | None,
    name: str | None,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    tags: tuple[str, ...],
    full_text: bool | None,
    as_json: bool,
) -> None:
    """Find the source at an address or folder, try it, and poll it from now on."""
    rules = _rules(include, exclude)
    with archive.opened(settings) as opened:
        found = discover(poller(opened, alone=False), place, SourceKind(kind) if kind else None, rules)
        let_in(poller(opened, alone=True), found)
        with opened.writing() as session:
            made = register.add(
                session,
                found.kind,
                found.place,
                times.now(),
                name=name,
                title=found.title,
                rules=rules,
                tags=tags,
                full_text=full_text is not False,
            )
    if as_json:
        print_json(facts(made) | {"others": list(found.others)})
        return
    click.echo(f"{made.name} is polled from now on: {made.kind} {plain(made.place)}")
    for other in found.others:
        click.echo(f"also there: {plain(other)}", err=True)


@source.command("list")
@as_json
@click.pass_obj
def list_(settings: Settings, as_json: bool) -> None:
    """Every source, when it is polled next, and what is wrong with it."""
    with archive.opened(settings) as opened, opened.reading() as session:
        held = register.all_of(session)
    if as_json:
        print_json([facts(one) for one in held])
        return
    for one in held:
        tell_facts(one)
    click.echo(counted(len(held), "source"))


@source.command()
@click.argument("name")
@click.pass_obj
def remove(settings: Settings, name: str) -> None:
    """Stop polling a source. The reports that came from it stay, and so does its ledger."""
    with archive.opened(settings) as opened, opened.writing() as session:
        row = register.find(session, name)
        register.remove(session, row)
        click.echo(f"{row.name} is no longer polled; its reports stay")


@source.command()
@click.argument("name")
@click.option("--why", default="by hand", show_default=True, help="The reason, shown in the list.")
@click.pass_obj
def pause(settings: Settings, name: str, why: str) -> None:
    """Leave a source alone until it is resumed."""
    with archive.opened(settings) as opened, opened.writing() as session:
        row = register.find(session, name)
        register.pause(row, why, times.now())
        click.echo(f"{row.name} is paused")


@source.command()
@click.argument("name")
@click.pass_obj
def resume(settings: Settings, name: str) -> None:
    """Poll a paused source again, at once."""
    with archive.opened(settings) as opened, opened.writing() as session:
        row = register.find(session, name)
        register.resume(row, times.now())
        click.echo(f"{row.name} is polled again")


@source.command()
@click.argument("name")
@_include
@_exclude
@_tag
@_full_text
@click.option("--drop", multiple=True, metavar="RULE|TAG", help="Take this rule or tag away; may be repeated.")
@as_json
@click.pass_obj
def change(
    settings: Settings,
    name: str,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    tags: tuple[str, ...],
    full_text: bool | None,
    drop: tuple[str, ...],
    as_json: bool,
) -> None:
    """Give a source further rules and tags, or take some away. Reports that are held stay as they are."""
    more = _rules(include, exclude)
    with archive.opened(settings) as opened, opened.writing() as session:
        row = register.find(session, name)
        had = register.polled(row)
        if unknown := set(drop) - {str(rule) for rule in had.rules} - set(had.tags):
            raise SourceError(f"{had.name} has no rule or tag {min(unknown)!r}; `kb source list` shows what it has")
        rules = [rule for rule in dict.fromkeys((*had.rules, *more)) if str(rule) not in drop]
        register.set_terms(session, row, rules, [tag for tag in dict.fromkeys((*had.tags, *tags)) if tag not in drop])
        row.full_text = had.full_text if full_text is None else full_text
        now = register.polled(row)
    if as_json:
        print_json(facts(now))
    else:
        tell_facts(now)


@source.command()
@click.argument("place", metavar="URL|FOLDER|NAME")
@_kind
@_include
@_exclude
@as_json
@click.pass_obj
def test(
    settings: Settings,
    place: str,
    kind: str | None,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    as_json: bool,
) -> None:
    """Show what would come in from an address, a folder or a source. Nothing is written."""
    rules = _rules(include, exclude)
    with archive.opened(settings) as opened:
        held = _held(opened, place)
        wanted = SourceKind(kind) if kind else held.kind if held else None
        rules = (*held.rules, *rules) if held else rules
        trial = discover(poller(opened, alone=False), held.place if held else place, wanted, rules)
        let_in(poller(opened, alone=True), trial)
        terms = Terms(held.name if held else trial.place, rules)
        items = previewed(opened, trial, terms)
    if as_json:
        print_json(preview_json(trial, items))
    else:
        tell_preview(trial, items)


@source.command("rehearse")
@click.argument("name")
@_include
@_exclude
@as_json
@click.pass_obj
def rehearse_(settings: Settings, name: str, include: tuple[str, ...], exclude: tuple[str, ...], as_json: bool) -> None:
    """Show what the rules of a source, and those given besides, would have kept of the last 90 days."""
    more = _rules(include, exclude)
    with archive.opened(settings) as opened:
        with opened.reading() as session:
            held = register.polled(register.find(session, name))
        items = list(rehearse(opened, held.name, (*held.rules, *more), times.now()))
    if as_json:
        print_json(rehearsed_json(items))
    else:
        tell_rehearsed(items)


def _held(opened: Archive, name: str) -> Polled | None:
    with opened.reading() as session:
        return next((one for one in register.all_of(session) if name in (one.name, one.place)), None)


def _rules(include: tuple[str, ...], exclude: tuple[str, ...]) -> tuple[Rule, ...]:
    return (
        *(read_rule(written, includes=True) for written in include),
        *(read_rule(written, includes=False) for written in exclude),
    )
