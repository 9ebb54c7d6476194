"""The sums of an import, for people and for scripts."""

import click
from rich.text import Text

from kb.cli.output import counted, err, plain
from kb.ledger import Sums
from kb.reports.intake.decide import State


def sums_json(sums: Sums) -> dict[str, object]:
    """The sums as JSON; `notes` is there only where something was repaired or left out."""
    told: dict[str, object] = {
        "items": sums.items,
        "new": sums.new,
        "revised": sums.revised,
        "unchanged": sums.unchanged,
        "duplicate": sums.duplicate,
        "filtered": sums.filtered,
        "failed": [{"item": entry.item, "why": entry.decision.why} for entry in sums.failed],
    }
    return told | {"notes": list(sums.notes)} if sums.notes else told


def tell_sums(sums: Sums) -> None:
    """The sums in one line on stdout; each failure, and what was repaired or left out, is named on stderr."""
    for note in sums.notes:
        err.print(Text.assemble(("note", "bold"), " ", plain(note)), soft_wrap=True)
    for entry in sums.failed:
        named = f"{plain(entry.item)}: {plain(entry.decision.why or '')}"
        err.print(Text.assemble(("failed", "bold red"), " ", named), soft_wrap=True)
    counts = [(state.value, getattr(sums, state.value)) for state in State if state is not State.FAILED]
    told = [f"{count} {name}" for name, count in [*counts, ("failed", len(sums.failed))] if count]
    click.echo(f"{counted(sums.items, 'item')}: {', '.join(told) or 'nothing there'}")
