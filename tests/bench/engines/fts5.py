"""SQLite FTS5: porter stems, title at twice the weight, texts in an ordinary table, tags in one with two indexes."""

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.bench.corpus import Ask, Report
from tests.bench.engines import Answer

_SETTINGS = """
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA cache_size = -262144;
    PRAGMA mmap_size = 4294967296;
"""
_TABLES = """
    CREATE TABLE reports (key INTEGER PRIMARY KEY, title TEXT, body TEXT, source TEXT, date TEXT);
    CREATE TABLE tags (key INTEGER, tag TEXT, PRIMARY KEY (key, tag)) WITHOUT ROWID;
    CREATE INDEX keys_of_tags ON tags (tag, key);
    CREATE VIRTUAL TABLE fts USING fts5
        (title, body, content = 'reports', content_rowid = 'key', tokenize = 'porter unicode61');
    INSERT INTO fts (fts, rank) VALUES ('rank', 'bm25(2.0, 1.0)');
"""
# The `+` keeps the planner from asking FTS5 anew for each report with the tag, which takes some 20 times as long.
_PLAIN = "SELECT rowid FROM fts WHERE fts MATCH :text"
_TAGGED = _PLAIN + " AND +rowid IN (SELECT key FROM tags WHERE tag = :tag)"
_DATED = "SELECT key FROM fts JOIN reports ON key = fts.rowid WHERE fts MATCH :text AND date BETWEEN :since AND :until"
_SNIPPETS = "SELECT rowid, snippet(fts, 1, '<b>', '</b>', '…', 32) FROM fts WHERE fts MATCH :text"
_TAGS = """SELECT tag, count(*) FROM fts JOIN tags ON key = fts.rowid WHERE fts MATCH :text
    GROUP BY tag ORDER BY count(*) DESC LIMIT 10"""
_BEST = " ORDER BY rank LIMIT :size"
_NEWEST = " ORDER BY date DESC LIMIT :size"


class Engine:
    def __init__(self, folder: Path) -> None:
        self._place = folder / "fts.db"
        self._database: sqlite3.Connection

    def build(self, reports: Iterable[Report]) -> None:
        self.open()
        self._database.executescript(_TABLES)
        for report in reports:
            self._insert(report)
        self._database.commit()
        self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def open(self) -> None:
        self._database = sqlite3.connect(self._place)
        self._database.executescript(_SETTINGS)

    def ask(self, ask: Ask) -> Answer:
        match ask.kind:
            case "tag_filter":
                return Answer(self._keys(_TAGGED + _BEST, ask))
            case "date_sort":
                return Answer(self._keys(_DATED + _NEWEST, ask))
            case "snippet":
                return Answer(self._keys(_SNIPPETS + _BEST, ask))
            case "facet":
                counts = self._database.execute(_TAGS, _values(ask)).fetchall()
                return Answer(self._keys(_PLAIN + _BEST, ask), None, dict(counts))
        return Answer(self._keys(_PLAIN + _BEST, ask))

    def rank(self, words: Sequence[str], depth: int) -> list[int]:
        values = {"text": " OR ".join(f'"{word}"' for word in words), "depth": depth}
        return [key for (key,) in self._database.execute(_PLAIN + " ORDER BY bm25(fts) LIMIT :depth", values)]

    def every(self, ask: Ask) -> set[int]:
        return set(self._keys({"tag_filter": _TAGGED, "date_sort": _DATED}.get(ask.kind, _PLAIN), ask))

    def add(self, report: Report) -> None:
        self._insert(report)
        self._database.commit()

    def _insert(self, report: Report) -> None:
        key, title, body = report.key, report.title, report.body
        row = (key, title, body, report.source, report.date)
        self._database.execute("INSERT INTO reports VALUES (?, ?, ?, ?, ?)", row)
        self._database.execute("INSERT INTO fts (rowid, title, body) VALUES (?, ?, ?)", (key, title, body))
        self._database.executemany("INSERT INTO tags VALUES (?, ?)", [(key, tag) for tag in dict.fromkeys(report.tags)])

    def _keys(self, statement: str, ask: Ask) -> tuple[int, ...]:
        return tuple(row[0] for row in self._database.execute(statement, _values(ask)))


def _values(ask: Ask) -> dict[str, str | int | None]:
    quoted = [f'"{term}"' for term in ask.terms]
    match ask.kind:
        case "phrase":
            text = f'"{" ".join(ask.terms)}"'
        case "or2":
            text = " OR ".join(quoted)
        case "prefix":
            text = f"{quoted[0]}*"
        case _:
            text = " ".join(quoted)
    return {"text": text, "tag": ask.tag, "since": ask.since, "until": ask.until, "size": ask.size}
