"""Commands that search the archive: search, explain."""

from collections.abc import Callable
from typing import TypeVar

import click
from rich.padding import Padding
from rich.text import Text

from index.snippets import Piece
from kb import archive, why
from kb.cli.output import as_json, counted, out, print_json
from kb.cli.references import whole_report
from kb.exports.json import part_json, search_json
from kb.params import read_search
from kb.search import Found, Search, find
from kb.search import explain as explained
from kb.settings import Settings

C = TypeVar("C", bound=Callable[..., None])
HITS = 10  # shown unless told otherwise


class Typed(dict[str, list[str]]):
    """The options of a search as parameters."""

    def getlist(self, key: str, /) -> list[str]:
        return self.get(key, [])


def narrowed(command: C) -> C:
    """The options that narrow a search."""
    for option in (
        click.option("--to", metavar="DAY", help="Not after this day, month or year."),
        click.option("--from", "from_", metavar="DAY", help="Not before this day, month or year."),
        click.option("--source", multiple=True, help="Only this source."),
        click.option("--tag", multiple=True, help="Only this tag."),
        click.option("--category", multiple=True, help="Only this category."),
        click.option("--kind", multiple=True, help="Only this kind of report; may be repeated, as may the next three."),
    ):
        command = option(command)
    return command


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1, type=click.UNPROCESSED)
@narrowed
@click.option("--sort", type=click.Choice(["relevance", "newest", "oldest"]), help="The order of hits.")
@click.option("--page", type=click.IntRange(1, 1_000_000), default=1, show_default=True, help="Which page of hits.")
@click.option("--size", type=click.IntRange(1, 100), default=HITS, show_default=True, help="How many hits per page.")
@click.option("--explain", is_flag=True, help="Say for each hit what gave which part of its score.")
@as_json
@click.pass_obj
def search(settings: Settings, /, query: tuple[str, ...], as_json: bool, **asked: object) -> None:
    """Search the archive. The query language is that of the site: `/docs/searching`."""
    wanted = _wanted(" ".join(query), asked)
    with archive.opened(settings) as opened, opened.reading() as session:
        found = find(session, opened, wanted)
    if as_json:
        print_json(search_json(found, settings))
    else:
        _tell_hits(found, settings)


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("query", type=click.UNPROCESSED)
@click.argument("ref")
@narrowed
@as_json
@click.pass_obj
def explain(settings: Settings, /, query: str, ref: str, as_json: bool, **asked: object) -> None:
    """Say why a report is a hit for a query, or why it is not."""
    wanted = _wanted(query, asked)
    with archive.opened(settings) as opened, opened.reading() as session:
        report = whole_report(session, ref, settings)
        found = explained(opened, wanted, report)
    told = why.sentences(found, report)
    if as_json:
        print_json(
            {
                "query": wanted.q,
                "id": report.id,
                "ref": report.ref,
                "title": report.title,
                "url": settings.base_url + report.path,
                "hit": bool(found and found.matched),
                "score": round(found.score, 9) if found else 0.0,
                "why": told,
                "excluded_by": list(found.excluded_by) if found else [],
                "partial": bool(found and found.partial),
                "explanation": part_json(found.query) if found else None,
            }
        )
        return
    out.print(Text.assemble((report.ref or report.kind.value, "dim"), "  ", (report.title, "bold")))
    for sentence in told:
        out.print(Text(sentence))
    if found:
        out.print()
        _tell_lines(why.lines(found.query))


def _wanted(typed: str, asked: dict[str, object]) -> Search:
    """The search that arguments and options ask for."""
    given = Typed({"q": [typed.encode("utf-8", "replace").decode()]})  # a terminal may send what is not UTF-8
    for name, value in asked.items():
        values = value if isinstance(value, tuple) else (value,)
        given[name.rstrip("_")] = [str(int(one) if isinstance(one, bool) else one) for one in values if one is not None]
    wanted = read_search(given, size=HITS)
    for name, read in (("from", wanted.since), ("to", wanted.until)):
        if given[name] and read is None:
            raise click.UsageError(f"--{name} {given[name][0]!r} is not a date: write 2003, 2003-11 or 2003-11-01")
    return wanted


def _tell_hits(found: Found, settings: Settings) -> None:
    if found.repaired and found.repaired != found.search.q:
        out.print(Text.assemble(("Searched for: ", "yellow"), found.repaired), soft_wrap=True)
    for note in found.notes:
        out.print(Text(note, style="yellow"))
    for hit in found.hits:
        report = hit.report
        facts = [report.ref or report.kind.value, report.date.date().isoformat() if report.date else "no date"]
        out.print(Text.assemble((" · ".join(facts), "dim"), "  ", _marked(hit.title, "bold")))
        out.print(_marked(hit.text, ""), soft_wrap=False)
        out.print(Text(settings.base_url + report.path, style="dim"), soft_wrap=True)
        if report.also:
            tellers = ", ".join(teller.name for teller in report.also)
            out.print(Text(f"also reported by {tellers}", style="dim"), soft_wrap=True)
        if hit.why:
            _tell_lines(why.lines(hit.why.query))
        out.print()
    if found.meant:
        out.print(Text.assemble("Did you mean: ", (found.meant.q, "bold"), f" ({found.meant.total})"), soft_wrap=True)
    many = counted(found.total, "report") if found.total else "no reports"
    least = "at least " if found.partial and found.total else ""
    again = f", {found.repeats} more of the same stories" if found.repeats else ""
    click.echo(f"{least}{many}{again} in {found.took_ms:.0f} ms{' (cut short)' if found.partial else ''}")


def _tell_lines(lines: list[why.Line]) -> None:
    """The parts of a query, one below the other, each with what it gave."""
    for line in lines:
        sign, style = ("+", "") if line.matched else ("-", "dim")
        score = f"{line.score:.2f}" if line.score else ""
        told = Text.assemble((f"{sign} ", "bold"), (line.query, style), "  ", (score, "bold"))
        out.print(Padding(told, (0, 0, 0, 2 * line.depth), expand=False))
        for one in line.says:
            out.print(Padding(Text(one, style="dim"), (0, 0, 0, 2 * line.depth + 4), expand=False))


def _marked(pieces: tuple[Piece, ...], style: str) -> Text:
    text = Text(style=style)
    for piece in pieces:
        text.append(piece.text, "bold reverse" if piece.marked else None)
    return text
