"""Expectations are read from comments without running them, and a draft is measured against them."""

import pytest

from tests.bench.expectations import Claim, claims, served, text_of
from tests.bench.feeds_against_feedparser import Tally

FILE = """<!--
Header:      Content-Location: /news/
Description: a title
Expect:      {}
-->
<rss version="2.0"><channel><item><title>Example &amp;lt;-- 1</title><link>one</link></item></channel></rss>"""


@pytest.mark.parametrize(
    ("expression", "read"),
    [
        ("not bozo and entries[0]['title'] == 'Example'", [Claim(("entries", 0, "title"), "Example")]),
        ("feed.title == 'a -' + '->'", [Claim(("feed", "title"), "a -->")]),
        ("entries[0]['id'] == entries[1]['id'] == '1'", [Claim(("entries", at, "id"), "1") for at in (0, 1)]),
        ("entries[0].updated_parsed == (2003, 12)", [Claim(("entries", 0, "updated_parsed"), (2003, 12))]),
        ("__import__('os').abort() == 1 and bozo", []),
        ("feed.title == __import__('os').abort()", []),
        ("1", []),
    ],
)
def test_what_a_file_expects_is_read_and_not_run(expression: str, read: list[Claim]) -> None:
    assert claims(FILE.format(expression)) == read


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_the_comment_is_read_in_every_encoding(encoding: str) -> None:
    assert claims(text_of(FILE.format("feed.title == 'x'").encode(encoding)))


@pytest.mark.parametrize(
    ("expression", "claimed", "right", "ours"),
    [
        ("entries[0].title == 'Example &lt;-- 1'", 1, 1, 1),
        ("entries[0].link == 'http://127.0.0.1:8097/news/one'", 1, 1, 1),
        ("entries[0].link == 'http://127.0.0.1:8097/elsewhere'", 1, 0, 0),
        ("entries[0].comments == 'one'", 0, 0, 0),
    ],
)
def test_a_draft_is_measured_where_feedparser_is_right(expression: str, claimed: int, right: int, ours: int) -> None:
    text = FILE.format(expression)
    tally = Tally()
    tally.measure("one.xml", text.encode(), served("one.xml", text), claims(text))
    assert (tally.claimed.total(), tally.right.total(), tally.ours.total()) == (claimed, right, ours)
