"""Pages laid out with tables and line breaks: what stands for a paragraph in them becomes one."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.html.lines import BLOCKS
from ingest.html.tokens import Close, Open, Text, Token

_TABLE = frozenset(("table", "thead", "tbody", "tfoot", "tr", "td", "th"))


def in_paragraphs(run: Sequence[Token]) -> list[Token]:
    """A part cut out of a page: two or more `<br>` become a new paragraph, and so do the tags of the tables it was laid
    out with, which begin before the part or end behind it. Tables that stand in it whole stay."""
    layout = _layout_tags(run) | _ends_of_blocks_before(run)
    done: list[Token] = [Open("p")]
    pre = 0
    breaks: list[Token] = []  # the run of <br> and white space that is being read
    for at, token in enumerate(run):
        pre += _opens_or_closes(token, "pre")
        blank = isinstance(token, Text) and not token.text.strip()
        if not pre and ((isinstance(token, Open) and token.name == "br") or (breaks and blank)):
            breaks.append(token)
            continue
        done += _paragraph_for(breaks) if len(done) > 1 else ()
        breaks = []
        done.append(Open("p") if at in layout else token)
    return done


def _paragraph_for(breaks: list[Token]) -> list[Token]:
    return [Open("p")] if sum(isinstance(token, Open) for token in breaks) > 1 else breaks


def _opens_or_closes(token: Token, name: str) -> int:
    if isinstance(token, Text) or token.name != name:
        return 0
    return 1 if isinstance(token, Open) else -1


@dataclass(slots=True)
class _Table:
    tags: list[int]  # positions, those of its rows and cells among them
    cells: int = 0


def _layout_tags(run: Sequence[Token]) -> set[int]:
    """Positions of table tags that belong to no table which stands in the run whole, or to one of a single cell."""
    layout: set[int] = set()
    tables: list[_Table] = []  # that are open, the innermost last
    for at, name, opens in _table_tags(run):
        if opens and name == "table":
            tables.append(_Table([at]))
        elif not tables:
            layout.add(at)
        else:
            tables[-1].tags.append(at)
            tables[-1].cells += opens and name in ("td", "th")
            if name == "table" and (whole := tables.pop()).cells < 2:
                layout.update(whole.tags)
    return layout.union(*(table.tags for table in tables))


def _ends_of_blocks_before(run: Sequence[Token]) -> set[int]:
    """Positions of the end tags of blocks that began before the run: they part what follows from what precedes."""
    standing: Counter[str] = Counter()
    ends: set[int] = set()
    for at, token in enumerate(run):
        if isinstance(token, Text) or token.name not in BLOCKS or token.name in _TABLE:
            continue
        if isinstance(token, Open):
            standing[token.name] += 1
        elif standing[token.name]:
            standing[token.name] -= 1
        else:
            ends.add(at)
    return ends


def _table_tags(run: Sequence[Token]) -> Iterator[tuple[int, str, bool]]:
    for at, token in enumerate(run):
        if isinstance(token, (Open, Close)) and token.name in _TABLE:
            yield at, token.name, isinstance(token, Open)
