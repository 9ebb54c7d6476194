"""Names that mean the same find the same reports, in every engine."""

import pytest

from index.port import SearchIndex
from index.query import expanded, parse, shipped_aliases
from index.query.nodes import Query
from tests.contract.archive import found, plain, ranked

TEXTS = {
    "zombie": "The army of a zombie, and nothing else to say.",
    "bot": "The army of a bot, and nothing else to say.",
    "both": "A zombie is a bot.",
    "ddos": "They sustained dDoS attacks.",
    "spelled": "A distributed Denial of Service brought them down.",
    "apart": "The service of denial is distributed.",
    "fizzer": "Fizzer (W32.HLLW.Fizzer) is a worm of a zombie.",
    "nickname": "It is called Fizzer.",
}
REPORTS = [plain(id_, text, title="A report") for id_, text in TEXTS.items()]
REPORTS.append(plain("title", "An army.", title="Bots at large"))

FOUND = {
    "zombie": "zombie bot both title fizzer",
    "bots": "zombie bot both title fizzer",
    '"zombie"': "zombie both fizzer",
    "title:zombie": "title",
    "title:bot -zombie": "title",
    "zombie -bot": "zombie fizzer",
    "zombie -fizzer": "zombie bot both title",
    "zombie bot": "both",
    "DDoS": "ddos spelled",
    "distributed denial of service": "ddos spelled apart",
    '"distributed denial of service"': "spelled",
    "ddos -brought": "ddos",
    "w32.hllw.fizzer": "fizzer nickname",
    "w32.hllw.fizzer -called": "fizzer",
    "(zombie OR ddos) -army": "both ddos spelled fizzer",
}


@pytest.fixture
def reports(index: SearchIndex) -> SearchIndex:
    index.apply(REPORTS)
    return index


def widened(typed: str) -> Query:
    return Query(expanded(parse(typed).node, shipped_aliases()))


def test_each_name_finds_what_the_others_name(reports: SearchIndex) -> None:
    assert {typed: found(reports, widened(typed).node) for typed in FOUND} == {
        typed: set(ids.split()) for typed, ids in FOUND.items()
    }


def test_of_two_reports_alike_the_one_with_the_name_that_was_typed_stands_first(index: SearchIndex) -> None:
    index.apply(plain(name, f"The army of a {name}.", title="A report") for name in ("zombie", "bot"))
    for name in ("zombie", "bot"):
        assert ranked(index.search(widened(f"{name} army")).hits)[0] == name
