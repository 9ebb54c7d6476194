"""A table of names that mean the same widens what is searched, and nothing that is meant exactly."""

from datetime import date

import pytest

from index.query import Aliases, UnreadableAliasesError, expanded, parse, read_aliases, shipped_aliases, write
from index.query.aliases import MOST_ADDED, MOST_NAMES
from index.query.nodes import Node
from index.snippets import pieces
from tests.index.finding import finds

TODAY = date(2022, 4, 10)
TABLE = read_aliases(["DDoS = distributed denial of service", "zombie = bot", "Fizzer = W32.HLLW.Fizzer"], "table")


def widened(typed: str, aliases: Aliases = TABLE) -> Node:
    return expanded(parse(typed, TODAY).node, aliases)


WIDENED = {
    "zombie": "zombie OR bot^0.8",
    "ZOMBIES": "zombies OR bot^0.8",
    "dDoS": 'ddos OR "distributed denial of service"^0.8',
    "distributed denial of service": "(distributed denial of service) OR ddos^0.8",
    "big distributed denial of service attack": "big ((distributed denial of service) OR ddos^0.8) attack",
    "distributed-denial-of-service": "distributed-denial-of-service OR ddos^0.8",
    "W32.HLLW.Fizzer": "w32.hllw.fizzer OR fizzer^0.8",
    "title:zombie": "title:zombie OR title:bot^0.8",
    "body:(distributed denial of service)": "(body:distributed body:denial body:of body:service) OR body:ddos^0.8",
    "zombie^3": "(zombie OR bot^0.8)^3",
    "worm OR zombie": "worm OR zombie OR bot^0.8",
    "zombie -worm": "(zombie OR bot^0.8) -worm",
    "zombie -fizzer": "(zombie OR bot^0.8) -fizzer",
    "S010": "s010 OR ref:S010 OR title:s010^9",
    "s10 OR worm": "s10 OR ref:S010 OR worm OR title:s010^9",
}
UNCHANGED = [
    *(
        '"zombie"',
        '"distributed denial of service"',
        "-zombie",
        "NOT (worm OR zombie)",
        "zombi*",
        "zombie~",
        "tag:zombie",
    ),
    *(
        "zombie bot",
        "zombie OR bot",
        "zombie -bot",
        "-S010",
        "ref:S010 OR worm",
        'ddos "distributed denial of service"',
        "bot -zombies",
    ),
    *("denial of service", "service of denial distributed", "distributed title:denial of service", "worm", "", "*"),
]


@pytest.mark.parametrize("typed", WIDENED)
def test_a_name_is_searched_with_its_other_names(typed: str) -> None:
    assert write(widened(typed)) == WIDENED[typed]


@pytest.mark.parametrize("typed", UNCHANGED)
def test_what_is_meant_exactly_or_spelled_out_stays(typed: str) -> None:
    assert widened(typed) == parse(typed, TODAY).node


@pytest.mark.parametrize("typed", [*WIDENED, *UNCHANGED])
def test_a_widened_query_can_be_written_and_widening_it_again_changes_nothing(typed: str) -> None:
    node = widened(typed)
    assert parse(write(node), TODAY).node == node
    assert expanded(node, TABLE) == node


MARKED = [
    ("zombie", "A bot, many bots and a zombie.", "bot|bots|zombie"),
    ("ddos", "A Distributed Denial-of-Service attack.", "Distributed Denial-of-Service"),
    ("distributed denial of service", "The dDoS hit.", "dDoS"),
    ("w32.hllw.fizzer", "Then Fizzer came.", "Fizzer"),
    ("zombie -bot", "A bot and a zombie.", "zombie"),
]


@pytest.mark.parametrize(("typed", "text", "spelling"), MARKED)
def test_snippets_mark_the_other_names(typed: str, text: str, spelling: str) -> None:
    query = parse(typed)
    wider = type(query)(expanded(query.node, TABLE))
    assert "|".join(piece.text for piece in pieces(text, wider) if piece.marked) == spelling


def test_a_negated_name_takes_nothing_more_away_than_was_said() -> None:
    assert finds(widened("worm -zombie"), "a worm and a bot")
    assert not finds(widened("zombie -fizzer"), "a bot, and Fizzer (W32.HLLW.Fizzer)")
    assert finds(widened("zombie"), "a bot, and Fizzer")


def test_groups_that_share_a_name_are_one_also_across_files() -> None:
    first = read_aliases(["zombie = bot"], "first")
    both = read_aliases(["\ufeff# ours", "", "Bots = drone", "drone=zombie host"], "second", first)
    assert write(widened("drone", both)) == 'drone OR zombie^0.8 OR bots^0.8 OR "zombie host"^0.8'
    assert write(widened("zombie", both)) == 'zombie OR bots^0.8 OR drone^0.8 OR "zombie host"^0.8'
    assert write(widened("zombie", first)) == "zombie OR bot^0.8"


def test_the_table_that_comes_with_the_package_is_read() -> None:
    assert write(widened("zombie", shipped_aliases())) == "zombie OR bot^0.8"
    assert write(widened("ddos", shipped_aliases())) == 'ddos OR "distributed denial of service"^0.8'
    assert write(widened("fizzer", shipped_aliases())) == "fizzer OR w32.hllw.fizzer^0.8"
    assert write(widened("cobaltstrike", shipped_aliases())) == 'cobaltstrike OR "cobalt strike"^0.8'
    assert write(widened("Log4Shell", shipped_aliases())) == "log4shell OR cve-2021-44228^0.8"
    assert write(widened("CVE 2021-44228", shipped_aliases())) == "cve-2021-44228 OR log4shell^0.8"


def test_a_value_of_a_field_means_itself_whatever_name_it_has() -> None:
    typed = "cve:CVE-2021-44228 -log4shell"
    assert widened(typed, shipped_aliases()) == parse(typed, TODAY).node


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("zombie", "names.txt, line 2: “zombie” stands alone: write names that mean the same with = between them."),
        (
            "zombie = ",
            "names.txt, line 2: “zombie =” lacks a word beside an =: write one on each side.",
        ),
        ("a = " + "b " * 9, "names.txt, line 2: “b b b b b b b b b” is too long: a name has at most 8 words."),
        (
            " = ".join(f"name{n}" for n in range(MOST_NAMES + 1)),
            "names.txt, line 2: “name0” has too many names: at most 32 can mean the same.",
        ),
    ],
)
def test_a_line_that_is_no_group_is_named(line: str, said: str) -> None:
    with pytest.raises(UnreadableAliasesError) as error:
        read_aliases(["# names", line], "names.txt")
    assert str(error.value) == said


def test_a_query_is_widened_within_bounds() -> None:
    table = read_aliases([" = ".join(f"g{group}n{n}" for n in range(MOST_NAMES)) for group in range(100)], "table")
    node = widened(" ".join(f"g{group}n0" for group in range(100)), table)
    assert write(node).count("^0.8") == MOST_ADDED
