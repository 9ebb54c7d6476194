"""A hundred thousand nasty strings are all queries, and none takes long."""

import time

from index.query import parse
from tests.property.nasty import nasty_strings

HANG = 5.0  # seconds: thousands of times what a query takes, so that only a hang is caught


def test_a_hundred_thousand_nasty_strings_all_parse_and_none_hangs() -> None:
    slowest, worst = 0.0, ""
    for typed in nasty_strings(seed=2003, count=100_000):
        started = time.process_time()
        parse(typed)
        took = time.process_time() - started
        if took > slowest:
            slowest, worst = took, typed
    assert slowest < HANG, f"{worst[:200]!r} took {slowest:.1f} s"


def test_what_a_mended_query_really_asks_can_be_typed() -> None:
    for typed in nasty_strings(seed=1991, count=15_000):
        query = parse(typed)
        assert parse(query.repaired).node == query.node, typed[:200]
