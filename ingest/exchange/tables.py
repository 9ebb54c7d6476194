"""Tables whose rows are reports, as drafts: the names of their columns say what fills which field."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from html import escape

from ingest.exchange.rows import BODY, Row, column_name
from ingest.exchange.values import Object, as_line
from ingest.feeds.records import Text
from ingest.feeds.writing import MAX_TEXT, body_of
from ingest.files.declared import KNOWN, Declared
from ingest.files.evidence import evidence, first
from ingest.frontmatter import FrontMatter
from ingest.html import clean
from ingest.html import text as text_of
from ingest.text import tidy
from ingest.types import Capture, Draft, Evidence, Failure, Kind

FIELDS = (
    "title", "body", "url", "key", "published", "updated", "author", "tags", "summary", "category", "kind", "lang",
    "ref", "holder", "credit", "rights",
)  # fmt: skip
_MOST = 20_000  # rows of one table
_MOST_CELLS = 1_000
_LONGEST_CELL = 2_000  # characters of one that no field takes
_NAMES = {"published": "date"}  # the key that counts before all others for a field, where its name differs
_NO_TITLE = "the row has no title; give it one, or say which column holds it with --map title=COLUMN"


def read_table(
    rows: Iterable[Row | Failure], capture: Capture, columns: Mapping[str, str]
) -> Iterator[Draft | Failure]:
    """A draft for each row, named by the place it stands at; a row that is no report fails alone.

    Columns are called as the keys of front matter are, or mapped to a field; what no field takes stands below the
    text.
    """
    for count, row in enumerate(rows, start=1):
        if count > _MOST:
            name = f"{row.place} and after" if isinstance(row, Row) else row.item
            yield Failure(name, f"the table holds more than {_MOST:,} rows; split it")
            return
        yield row if isinstance(row, Failure) else _draft(row, capture, columns)


def _draft(row: Row, capture: Capture, columns: Mapping[str, str]) -> Draft | Failure:
    fields = _fields(row.cells, columns)
    declared = Declared(FrontMatter(fields))
    title = declared.title()
    if title is None:
        return Failure(row.place, _NO_TITLE)
    url, dates = declared.url(), declared.dates()
    key, author, category = declared.key(), declared.author(), declared.words("category")
    lang, summary, ref, kind = declared.lang(), declared.summary(), declared.ref(), declared.kind()
    published, updated = first(dates, "published"), first(dates, "updated")
    address = url.value if url else None
    said = evidence(title, published, updated, kind, key, url, author, category, lang, summary, ref)
    body_html = _body(fields, address)
    return Draft(
        item=row.place,
        kind=kind.value if kind else Kind.REPORT,
        title=title.value[:500],
        body_html=body_html,
        body_text=text_of(body_html),
        key=key.value if key else None,
        url=address,
        restates=True,
        partial=not _texts(fields),
        number=declared.number(),
        ref=ref.value if ref else None,
        category=category.value if category else None,
        tags=declared.tags(),
        lang=lang.value if lang else None,
        author=author.value if author else None,
        published=published.value if published else None,
        updated=updated.value if updated else None,
        summary=summary.value if summary else None,
        rights=declared.rights(address),
        evidence=tuple(_placed(one, row.place) for one in said),
    )


def _fields(cells: Object, columns: Mapping[str, str]) -> dict[str, object]:
    """The cells by the names of the fields they fill; a column that is mapped fills no other."""
    mapped = set(columns.values())
    fields = {column_name(name): value for name, value in list(cells.items())[:_MOST_CELLS] if name not in mapped}
    return fields | {_NAMES.get(field, field): cells.get(column) for field, column in columns.items()}


def _body(fields: dict[str, object], base: str | None) -> str:
    """The longest of the texts, HTML or plain; then whatever no field took, for nothing is to be lost."""
    longest = max(_texts(fields), key=len, default="")[:MAX_TEXT]
    rest = [
        f"<li>{escape(name.replace('_', ' ').capitalize())}: {escape(words)}</li>"
        for name, value in fields.items()
        if name not in KNOWN and name not in BODY and (words := _words(value))
    ]
    particulars = f"<h2>Particulars</h2><ul>{''.join(rest)}</ul>" if rest else ""
    return clean(body_of(Text(tidy(longest), is_html=False), base) + particulars, base)


def _texts(fields: Mapping[str, object]) -> list[str]:
    return [value for name in BODY if isinstance(value := fields.get(name), str) and value.strip()]


def _words(value: object) -> str:
    return ", ".join(
        filter(None, (as_line(one, _LONGEST_CELL) for one in (value if isinstance(value, list) else [value])))
    )


def _placed(said: Evidence, place: str) -> Evidence:
    return replace(said, where=f"{place}, {said.where.removeprefix('front matter, ')}")
