"""Hostile texts cost no more per character than friendly ones."""

import time

import pytest

from index.analysis import analyse

SIZE = 50_000  # characters
LONGEST = 15.0  # seconds of CPU: a limit against hanging; what is linear takes a fraction of one

UNITS = [
    *("a", "a.", "a-", "a/", "1.", "a@", "a:", "::", "1:", "http://", "http://a/", "a://", "[.]", "a[.]",
        "a [.] ", "a (at) "),
    *("(", "[", "{", "<dot>", "/", "\\", "a\\", "'", "a'", "x's", "1,000", "cve-", "cve 2021 ",
        "CVE 2021 44228 ", ".a", "a_", "a--"),
    *("e\u0301", "\u0301\u0327", "\u1100\u1161", "中", "中a", "ﷺ", "xn--", "xn--a.", "+", "a+", "a#", "-", ".",
        "a?b=", "a&", "%", "~/"),
    *("a.com/(", "a.com/a,", "a\\.", "\\a\\.", "a.com\\", "/.a", "[a.com](", "a.com/{]"),
    *("a.com/", "hxxp:", "h*", "ab@cd.com,", "2001:db8::1 ", "a.b.c.d.e.f.g.h ", "a/b/c/d/e/f/g/h/i ",
        "\u200b", "a\u200b", "\x00", " "),
]  # fmt: skip


@pytest.mark.parametrize("unit", UNITS)
def test_a_hostile_text_takes_linear_time(unit: str) -> None:
    text = (unit * (SIZE // len(unit) + 1))[:SIZE]
    started = time.process_time()
    analyse(text)
    assert time.process_time() - started < LONGEST
