"""Which of the structured formats a text is in, and what it holds."""

import json
from collections.abc import Iterator, Mapping

from ingest.charset import decode
from ingest.exchange.csaf.read import is_csaf, read_csaf
from ingest.exchange.indicators import read_indicators
from ingest.exchange.misp.read import is_misp, read_misp
from ingest.exchange.rows import csv_rows, delimiter_of, json_rows, listed_rows, looks_like_json_lines, opened
from ingest.exchange.stix.bundle import is_bundle
from ingest.exchange.stix.read import read_stix
from ingest.exchange.tables import read_table
from ingest.exchange.vulnerabilities.cve import is_cve, read_cve
from ingest.exchange.vulnerabilities.osv import osv_records, read_osv
from ingest.exchange.writing import Room
from ingest.types import Capture, Draft, Failure, Reading

_TABLES = frozenset(("text/csv", "text/tab-separated-values"))
_JSON_LINES = frozenset(("application/jsonl", "application/x-ndjson", "application/x-jsonlines"))
_NO_TITLE = "none of its columns is called title (they are {}); say which is with --map title=COLUMN"
_LONGEST_LIST = 500  # characters of the names of columns in a message

Items = Iterator[Draft | Failure]


def read_exchange(capture: Capture, columns: Mapping[str, str]) -> Reading | None:
    """A STIX bundle, MISP events, a CSAF advisory, a record of CVE or records of OSV, a table of reports (CSV, JSON
    Lines, a JSON list) or of indicators (CSV); else None.

    `columns` says which column of a table fills a field of a report, where its own name does not.
    """
    text = decode(capture.body, capture.charset).lstrip("\ufeff \t\r\n")
    items = _items(text, capture, columns)
    return None if items is None else Reading(tuple(items))


def _items(text: str, capture: Capture, columns: Mapping[str, str]) -> Items | None:
    if capture.media_type in _JSON_LINES:
        return read_table(json_rows(text), capture, columns)
    if not text.startswith(("{", "[")):
        return _table(text, capture, columns)
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return read_table(json_rows(text), capture, columns) if looks_like_json_lines(text) else None
    if is_bundle(document):
        return read_stix(document, capture)
    if is_csaf(document):
        return iter((read_csaf(document, capture),))
    if is_misp(document):
        return read_misp(document, capture)
    if is_cve(document):
        return iter((read_cve(document, capture),))
    if vulnerabilities := osv_records(document):
        room = Room()
        return (read_osv(one, capture, room) for one in vulnerabilities)
    rows = listed_rows(document, columns)
    return None if rows is None else read_table(rows, capture, columns)


def _table(text: str, capture: Capture, columns: Mapping[str, str]) -> Items | None:
    table = opened(text)
    delimiter = delimiter_of(table.text, columns)
    if delimiter:
        return read_table(csv_rows(table, delimiter, columns), capture, columns)
    if capture.media_type not in _TABLES:
        return None
    names = table.text.partition("\n")[0].strip()[:_LONGEST_LIST]
    listed = None if columns else read_indicators(table, capture)
    return iter((listed or Failure(capture.location, _NO_TITLE.format(names)),))
