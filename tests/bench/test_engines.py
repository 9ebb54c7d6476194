"""The engines of the scorecard find the same reports in the same small corpus, and tell the same of them."""

import json
from dataclasses import replace
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

import pytest

from tests.bench import corpus, engines
from tests.bench.corpus import Ask

LINES = [
    {
        "title": "Mail worm",
        "body": "It spreads by mail. It writes a file.",
        "tags": ["worm", "mail"],
        "date": "2003-11-01",
    },
    {"title": "Another worm", "body": "Spreads over networks.", "tags": ["worm"], "date": "2004-02-01"},
    {"title": "Phishing", "body": "Mail that asks for a password.", "tags": ["mail"], "date": "2004-06-01"},
    {"title": "Undated", "body": "A networked worm.", "tags": [], "date": None},
]
FOUND = [
    (Ask("term_common", ("worm",)), {1, 2, 4}),
    (Ask("and2", ("spreading", "mail")), {1}),
    (Ask("or2", ("password", "networks")), {2, 3, 4}),
    (Ask("phrase", ("by", "mail")), {1}),
    (Ask("prefix", ("passw",)), {3}),
    (Ask("tag_filter", ("spreads",), tag="mail"), {1}),
    (Ask("date_sort", ("worm",), since="2003-11-01", until="2004-02-01"), {1, 2}),
    (Ask("facet", ("mail",)), {1, 3}),
    (Ask("snippet", ("mail", "password")), {3}),
]
HERE = [name for name in engines.NAMES if find_spec(engines.NEEDS[name])]


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    (tmp_path / "reports.jsonl").write_text("".join(json.dumps({"source": "x"} | line) + "\n" for line in LINES))
    return tmp_path / "reports.jsonl"


@pytest.mark.parametrize("name", HERE)
def test_an_engine_finds_what_it_should_and_what_is_added(name, lines):
    engine = engines.load(name, lines.parent)
    engine.build(corpus.reports(lines))
    engine.open()
    for ask, keys in FOUND:
        answer = engine.ask(ask)
        if not (name == "whoosh" and ask.kind == "phrase"):  # to which "by" is a stop word
            assert (ask, engine.every(ask), set(answer.keys)) == (ask, keys, keys)
        if ask.kind == "date_sort":
            assert answer.keys == (2, 1)
        if ask.kind == "facet":
            assert answer.facets == {"mail": 2, "worm": 1}
    assert engine.rank(["mail", "worm"], 10)[0] == 1
    assert set(engine.rank(["mail", "password"], 10)) == {1, 3}
    engine.add(replace(next(corpus.reports(lines)), key=5, body="sasser"))
    assert engine.ask(Ask("term_rare", ("sasser",))).keys == (5,)


def test_reports_beyond_the_real_ones_are_made_up_the_same_each_time(lines):
    corpus.unpack(lines.parent, 9, lines.parent / "nine")
    corpus.unpack(lines.parent, 7, lines.parent / "seven")
    nine, seven = (list(corpus.reports(lines.parent / name)) for name in ("nine", "seven"))
    assert nine[:7] == seven
    assert nine[:4] == list(islice(corpus.reports(lines), 4))
    assert len({report.body for report in nine}) == 9
