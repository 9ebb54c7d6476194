"""Commands that read the archive: search, show, stats."""

import click
from rich.text import Text
from sqlalchemy import func, select

from index.snippets import Piece
from kb import archive, ledger, library
from kb.cli.output import as_json, out, print_json
from kb.exports.json import report_json, search_json
from kb.models import Outbox, Revision
from kb.params import read_search
from kb.records import Report
from kb.reports.resolve import resolve
from kb.search import Found, find
from kb.settings import Settings

HITS = 10  # shown unless told otherwise


class Typed(dict[str, list[str]]):
    """The options of a search as parameters."""

    def getlist(self, key: str, /) -> list[str]:
        return self.get(key, [])


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1, type=click.UNPROCESSED)
@click.option("--kind", multiple=True, help="Only this kind of report; may be repeated, as may the next three.")
@click.option("--category", multiple=True, help="Only this category.")
@click.option("--tag", multiple=True, help="Only this tag.")
@click.option("--source", multiple=True, help="Only this source.")
@click.option("--from", "from_", metavar="DAY", help="Not before this day, month or year.")
@click.option("--to", metavar="DAY", help="Not after this day, month or year.")
@click.option("--sort", type=click.Choice(["relevance", "newest", "oldest"]), help="The order of hits.")
@click.option("--page", type=click.IntRange(1, 1_000_000), default=1, show_default=True, help="Which page of hits.")
@click.option("--size", type=click.IntRange(1, 100), default=HITS, show_default=True, help="How many hits a page.")
@as_json
@click.pass_obj
def search(settings: Settings, /, query: tuple[str, ...], as_json: bool, **asked: object) -> None:
    """Search the archive. The query language is that of the site: `/docs/searching`."""
    typed = " ".join(query).encode("utf-8", "replace").decode()  # a terminal may send what is no UTF-8
    given = Typed({"q": [typed]})
    for name, value in asked.items():
        values = value if isinstance(value, tuple) else (value,)
        given[name.rstrip("_")] = [str(one) for one in values if one is not None]
    wanted = read_search(given, size=HITS)
    for name, read in (("from", wanted.since), ("to", wanted.until)):
        if given[name] and read is None:
            raise click.UsageError(f"--{name} {given[name][0]!r} is no day: write 2003, 2003-11 or 2003-11-01")
    with archive.opened(settings) as opened, opened.reading() as session:
        found = find(session, opened.index, wanted)
    if as_json:
        print_json(search_json(found, settings))
    else:
        _tell_hits(found, settings)


@click.command()
@click.argument("ref")
@click.option("--revision", type=click.IntRange(1), help="Show this revision instead.")
@as_json
@click.pass_obj
def show(settings: Settings, ref: str, revision: int | None, as_json: bool) -> None:
    """Show a report whole: by its reference (S010, s10 or 10), its address here or elsewhere, or its id (report/5)."""
    with archive.opened(settings) as opened, opened.reading() as session:
        found = resolve(session, ref, base_url=settings.base_url)
        report = library.report(session, found) if found is not None else None
        if report is None:
            raise click.ClickException(f"no report is known as {ref!r}; `kb search` finds references and addresses")
        older = library.revision(session, report.id, revision) if revision is not None else None
        if revision is not None and older is None:
            raise click.ClickException(
                f"{report.title} has no revision {revision}; its newest is {report.revisions[0].number}"
            )
        if older is not None:
            from kb.reports.as_of import as_of  # here, because finding indicators takes long to load

            report = as_of(session, report, older)
        whole = report_json(report, settings) | ({"revision": revision} if older else {})
    if as_json:
        print_json(whole)
    else:
        _tell_report(report)


@click.command()
@as_json
@click.pass_obj
def stats(settings: Settings, as_json: bool) -> None:
    """What the archive holds, and what became of everything that was ever imported."""
    with archive.opened(settings) as opened, opened.reading() as session:
        kinds = {value.slug: value.count for value in library.counts(session, "kind")}
        told = {
            "reports": library.total(session),
            "kinds": kinds,
            "revisions": session.scalar(select(func.count(Revision.id))),
            "sources": len(library.counts(session, "source")),
            "tags": len(library.counts(session, "tag")),
            "ledger": ledger.states(session),
            "indexed": opened.index.check(),
            "waiting": session.scalar(select(func.count(Outbox.id))),
        }
    if as_json:
        print_json(told)
        return
    for name, value in told.items():
        if isinstance(value, dict):
            value = ", ".join(f"{count} {label}" for label, count in value.items() if count) or "nothing yet"
        click.echo(f"{name:<10} {value}")


def _tell_hits(found: Found, settings: Settings) -> None:
    for note in found.notes:
        out.print(Text(note, style="yellow"))
    for hit in found.hits:
        report = hit.report
        facts = [report.ref or report.kind.value, report.date.date().isoformat() if report.date else "no date"]
        out.print(Text.assemble((" · ".join(facts), "dim"), "  ", _marked(hit.title, "bold")))
        out.print(_marked(hit.text, ""), soft_wrap=False)
        out.print(Text(settings.base_url + report.path, style="dim"), soft_wrap=True)
        out.print()
    many = "no reports" if not found.total else "1 report" if found.total == 1 else f"{found.total} reports"
    click.echo(f"{many} in {found.took_ms:.0f} ms{' (cut short)' if found.partial else ''}")


def _marked(pieces: tuple[Piece, ...], style: str) -> Text:
    text = Text(style=style)
    for piece in pieces:
        text.append(piece.text, "bold reverse" if piece.marked else None)
    return text


def _tell_report(report: Report) -> None:
    out.print(Text(report.title, style="bold"))
    facts = {
        "ref": report.ref,
        "kind": report.kind.value,
        "category": report.category.name if report.category else None,
        "source": report.source.name if report.source else None,
        "published": report.published and report.published.date(),
        "updated": report.updated and report.updated.date(),
        "tags": ", ".join(tag.name for tag in report.tags) or None,
        "original": report.url,
        "credit": report.rights.credit if report.rights else None,
        "withdrawn": report.withdrawn_at and report.withdrawn_at.date(),
    }
    for name, value in facts.items():
        if value:
            out.print(Text.assemble((f"{name:<10} ", "dim"), str(value)), soft_wrap=True)
    out.print()
    out.print(Text(report.body_text))
