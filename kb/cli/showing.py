"""Sources and what they offer, for people and for scripts."""

from datetime import datetime

import click
from rich.text import Text

from ingest.types import Draft
from kb.cli.output import counted, out, plain
from kb.polling.rehearsal import Rehearsed
from kb.polling.trial import Preview, Trial
from kb.sources.records import Polled, SourceKind

SHOWN = 20  # addresses or files of which the first are named


def facts(source: Polled) -> dict[str, object]:
    """A source as JSON."""
    return {
        "name": source.name,
        "kind": source.kind.value,
        "place": source.place,
        "title": source.title,
        "state": "paused" if source.paused_at else "active",
        "paused_why": source.paused_why,
        "rules": [str(rule) for rule in source.rules],
        "tags": list(source.tags),
        "full_text": source.full_text,
        "added": _iso(source.added_at),
        "checked": _iso(source.checked_at),
        "next_check": None if source.paused_at else _iso(source.next_check_at),
        "failures": source.failures,
        "trouble": source.trouble,
    }


def tell_facts(source: Polled) -> None:
    out.print(Text.assemble((source.name, "bold"), f"  {source.kind} {plain(source.place)}"), soft_wrap=True)
    if source.paused_at:
        _line("paused", source.paused_why)
    else:
        _line("next check", f"{source.next_check_at:%Y-%m-%d %H:%M} UTC")
    _line("trouble", source.trouble if not source.paused_at else None)
    _line("title", source.title)
    _line("rules", ", ".join(str(rule) for rule in source.rules))
    _line("tags", ", ".join(source.tags))
    _line("full text", "articles are not fetched" if source.kind is SourceKind.FEED and not source.full_text else None)


def preview_json(trial: Trial, items: list[Preview]) -> dict[str, object]:
    """What a trial found as JSON."""
    return {
        "kind": trial.kind.value,
        "place": trial.place,
        "title": trial.title,
        "items": [_item_json(one) for one in items],
        "leads_to": list(trial.leads_to),
        "others": list(trial.others),
        "notes": list(trial.notes),
    }


def tell_preview(trial: Trial, items: list[Preview]) -> None:
    out.print(Text.assemble((plain(trial.title or trial.place), "bold"), f"  {trial.kind} {plain(trial.place)}"))
    for one in items:
        told = _item_json(one)
        day = str(told["published"] or "no date")[:10]
        words = plain(str(told["title"] or told["item"]))
        why = f": {plain(str(told['why']))}" if told["why"] else ""
        out.print(Text.assemble((f"{told['state']:<9} ", "dim"), f"{day:<10}  {words}", (why, "dim")), soft_wrap=True)
    for note in trial.notes:
        click.echo(f"note: {plain(note)}", err=True)
    for address in trial.leads_to[:SHOWN]:
        out.print(
            Text(f"would fetch  {plain(address)}" if "://" in address else f"would read  {plain(address)}"),
            soft_wrap=True,
        )
    if len(trial.leads_to) > SHOWN:
        click.echo(f"and {len(trial.leads_to) - SHOWN} more")
    for other in trial.others:
        click.echo(f"also there: {plain(other)}", err=True)
    click.echo(f"{counted(len(items), 'item')}, {counted(len(trial.leads_to), 'further place')}; nothing was written")


def rehearsed_json(items: list[Rehearsed]) -> dict[str, object]:
    """What rules would have done, as JSON."""
    told = [
        {
            "item": one.item,
            "title": one.title,
            "url": one.url,
            "came": _iso(one.came_at),
            "kept": not one.why,
            "why": one.why,
        }
        for one in items
    ]
    return {"items": len(items), "kept": sum(not one.why for one in items), "of": told}


def tell_rehearsed(items: list[Rehearsed]) -> None:
    for one in items:
        why = f": {plain(one.why)}" if one.why else ""
        state = ("filtered ", "dim") if one.why else ("kept     ", "bold")
        out.print(Text.assemble(state, f"{one.came_at:%Y-%m-%d}  {plain(one.title)}", (why, "dim")), soft_wrap=True)
    click.echo(f"{sum(not one.why for one in items)} of {len(items)} items kept")


def _item_json(one: Preview) -> dict[str, object]:
    item, decision = one.item, one.entry.decision
    draft = item if isinstance(item, Draft) else None
    return {
        "item": item.item,
        "state": decision.state.value,
        "why": decision.why,
        "title": draft.title if draft else None,
        "url": draft.url if draft else None,
        "published": _iso(draft.published) if draft else None,
    }


def _line(name: str, value: str | None) -> None:
    if value:
        out.print(Text.assemble((f"  {name:<10} ", "dim"), plain(value)), soft_wrap=True)


def _iso(when: datetime | None) -> str | None:
    return when.isoformat() if when else None
