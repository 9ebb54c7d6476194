"""`kb stats --ledger`: what came in, what became of it, and whether that is all."""

import click

from kb import archive, ledger
from kb.cli.output import counted, err, plain, print_json
from kb.settings import Settings

BY_HAND = "imports by hand"


def prove(settings: Settings, *, as_json: bool) -> None:
    """Compare the items of every intake with their rows; one that does not match is reported, with exit code 1."""
    with archive.opened(settings) as opened, opened.reading() as session:
        balances, states = ledger.balances(session), ledger.states(session)
        odd = ledger.unbalanced(session)
    came, accounted = sum(one.came for one in balances), sum(states.values())
    if as_json:
        print_json(
            {
                "intakes": sum(one.intakes for one in balances),
                "in": came,
                "out": accounted,
                "states": states,
                "sources": [
                    {"source": one.source, "intakes": one.intakes, "in": one.came, "out": one.accounted}
                    for one in balances
                ],
                "unbalanced": [{"location": place, "in": items, "out": rows} for place, items, rows in odd],
            }
        )
    else:
        for one in balances:
            click.echo(f"{one.source or BY_HAND}: {one.came} in, {one.accounted} out, {counted(one.intakes, 'intake')}")
        told = ", ".join(f"{count} {state}" for state, count in states.items() if count) or "nothing yet"
        click.echo(f"{came} in, {accounted} out: {told}")
    for place, items, rows in odd:
        err.print(f"does not add up: {plain(place)}: {items} in, {rows} out", markup=False)
    if odd or came != accounted:
        raise SystemExit(1)
