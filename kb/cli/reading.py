"""Commands that read the archive: show, stats."""

import click
from rich.text import Text
from sqlalchemy import func, select

from kb import archive, directory, ledger, library
from kb.cli.output import as_json, out, print_json
from kb.cli.references import whole_report
from kb.exports.json import report_json
from kb.models import Revision
from kb.records import Report
from kb.settings import Settings


@click.command()
@click.argument("ref")
@click.option("--revision", type=click.IntRange(1), help="Show this revision instead.")
@as_json
@click.pass_obj
def show(settings: Settings, ref: str, revision: int | None, as_json: bool) -> None:
    """Show a report whole: by its reference (S010, s10 or 10), its address here or elsewhere, or its id (report/5)."""
    with archive.opened(settings) as opened, opened.reading() as session:
        report = whole_report(session, ref, settings)
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
@click.option("--ledger", "of_ledger", is_flag=True, help="Prove that all that ever came is accounted for.")
@as_json
@click.pass_obj
def stats(settings: Settings, of_ledger: bool, as_json: bool) -> None:
    """What the archive holds, and what became of everything that was ever imported."""
    if of_ledger:
        from kb.cli.accounts import prove

        prove(settings, as_json=as_json)
        return
    with archive.opened(settings) as opened, opened.reading() as session:
        kinds = {value.slug: value.count for value in library.counts(session, "kind")}
        told = {
            "reports": library.total(session),
            "stories": library.stories(session),
            "kinds": kinds,
            "revisions": session.scalar(select(func.count(Revision.id))),
            "sources": len(library.counts(session, "source")),
            "tags": len(library.counts(session, "tag")),
            "ledger": ledger.states(session),
            "indexed": opened.index.check(),
            "waiting": directory.waiting(session),
        }
    if as_json:
        print_json(told)
        return
    for name, value in told.items():
        if isinstance(value, dict):
            value = ", ".join(f"{count} {label}" for label, count in value.items() if count) or "nothing yet"
        click.echo(f"{name:<10} {value}")


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
        "also told": ", ".join(teller.name for teller in report.also) or None,
    }
    for name, value in facts.items():
        if value:
            out.print(Text.assemble((f"{name:<10} ", "dim"), str(value)), soft_wrap=True)
    out.print()
    out.print(Text(report.body_text))
