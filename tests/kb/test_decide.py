"""The decision what becomes of an item, without a database."""

from datetime import UTC, datetime

import pytest

from kb.reports.intake.decide import Incoming, Known, State, decide

OLD, NEW = datetime(2004, 1, 20, tzinfo=UTC), datetime(2022, 4, 10, tzinfo=UTC)


def incoming(
    digest: str = "b", updated: datetime | None = NEW, publisher: str | None = "a.example", live: bool = False
):
    return Incoming(digest, updated, publisher, live)


def known(*imported: str, updated: datetime | None = NEW, publisher: str | None = "a.example"):
    return Known(7, "S010 “A title”", publisher, imported, updated)


CASES = [
    ("an item nobody knows is new", incoming(), None, None, (State.NEW, None, True)),
    ("the same text under another name is a duplicate", incoming(), None, 3, (State.DUPLICATE, 3, True)),
    ("the same wording again is unchanged", incoming("a"), known("a"), None, (State.UNCHANGED, 7, True)),
    ("another wording is a revision", incoming("b"), known("a"), None, (State.REVISED, 7, True)),
    ("a file seen earlier changes nothing", incoming("a"), known("a", "b"), None, (State.UNCHANGED, 7, True)),
    ("a page that goes back is a revision", incoming("a", live=True), known("a", "b"), None, (State.REVISED, 7, True)),
    ("an older wording does not speak", incoming("b", OLD), known("a"), None, (State.REVISED, 7, False)),
    ("a page that back-dates itself speaks", incoming("b", OLD, live=True), known("a"), None, (State.REVISED, 7, True)),
    ("without a date the last to come speaks", incoming("b", None), known("a"), None, (State.REVISED, 7, True)),
    ("an unknown publisher is no stranger", incoming("b", publisher=None), known("a"), None, (State.REVISED, 7, True)),
    ("a text by staff alone is revised", incoming("a"), known(), None, (State.REVISED, 7, True)),
    ("a known report has no twin", incoming("a"), known("a"), 3, (State.UNCHANGED, 7, True)),
]


@pytest.mark.parametrize(("offer", "held", "twin", "expected"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_what_becomes_of_an_item(offer, held, twin, expected):
    decision = decide(offer, held, twin)
    assert (decision.state, decision.report, decision.becomes_head) == expected


def test_a_reference_is_never_given_to_another_publishers_statement():
    decision = decide(incoming(publisher="b.example"), known("a"), None)
    assert decision.state is State.FAILED
    assert "S010 “A title” of a.example" in (decision.why or "")
    assert "b.example" in (decision.why or "")
