"""Words for people on a terminal, JSON for scripts on stdout; everything else goes to stderr."""

import json
from collections.abc import Iterable, Iterator
from typing import TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

T = TypeVar("T")

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON on stdout.")


def print_json(value: object) -> None:
    """JSON in UTF-8; a byte of a file's name that is not UTF-8 becomes a JSON escape."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2).encode("utf-8", "backslashreplace").decode())


def plain(text: str) -> str:
    """Text from outside on one line, without what would steer a terminal."""
    return "".join(character if character.isprintable() else f"\\x{ord(character):02x}" for character in text)


def counted(count: int, thing: str) -> str:
    """`1 report`, `2 reports`."""
    return f"{count} {thing}" + ("" if count == 1 else "s")


def progress(items: Iterable[T], total: int, doing: str) -> Iterator[T]:
    """Pass items on, under a bar on a terminal and a plain line for each tenth elsewhere."""
    if not err.is_terminal:
        yield from _plain(items, total, doing)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task(doing, total=total)
        for item in items:
            yield item
            bar.advance(task)


def _plain(items: Iterable[T], total: int, doing: str) -> Iterator[T]:
    step = max(total // 10, 100)
    for done, item in enumerate(items, start=1):
        yield item
        if done % step == 0:
            click.echo(f"{doing} {done} of {total}", err=True)
