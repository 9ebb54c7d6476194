"""What holds for every statement page, whatever stands in it."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.html import clean
from ingest.statements import looks_like_statement, read_statement
from ingest.types import Draft, Failure
from tests.ingest.statements.reading import capture, draft, words
from tests.legacy_page import INVENTED, legacy_html, legacy_text

VOCABULARY = 'spam gang sent mail W32.Quill.A 192.0.2.1 & < > "virus" it\'s (or) Copyright 60% – naïve'
WORD = st.sampled_from(VOCABULARY.split(" "))
SENTENCE = st.lists(WORD, min_size=6, max_size=30).map(lambda found: f"They said {' '.join(found)} on that day.")
BODY = st.lists(SENTENCE, min_size=1, max_size=6).map(tuple)
PIECES = (
    "Category: ^Updated: ^Statement Ref: ^S010^2022-01-01^<td>^</td>^<table>^</table>^<br>^\n^\n\n^Associated Documents"
    "^|"
    '^Statements Index^Copyright © 2003^Reproduction from "x" is permitted^<a href=x>^</a>^\x00^<p>^Blocklist Help'
    "^text is here.^\u2028^&#x0;^<pre>^<ul><li>^\xa0^![](^[image: ^<!--^<title>^T"
)
SCRAPS = st.sampled_from(PIECES.split("^"))


@settings(max_examples=40, deadline=None)
@given(BODY)
def test_paragraphs_put_in_a_page_come_out_exactly(body: tuple[str, ...]) -> None:
    statement = replace(INVENTED, body=body)
    expected = "\n\n".join(body)
    assert draft(legacy_text(statement)).body_text == expected
    assert words(draft(legacy_html(statement), "text/html").body_text) == words(expected)
    assert draft(legacy_html(statement, sidebar="right"), "text/html").body_text == expected


@settings(max_examples=150, deadline=None)
@given(st.lists(SCRAPS, max_size=60).map("".join), st.sampled_from(["text/plain", "text/html", ""]))
def test_scraps_of_pages_are_read_or_refused_in_words(page: str, media_type: str) -> None:
    looks_like_statement(capture(page, media_type))
    read = read_statement(capture(page, media_type))
    if isinstance(read, Draft):
        assert read.title
        assert clean(read.body_html) == read.body_html
    else:
        assert isinstance(read, Failure)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 4000))
def test_bytes_of_any_kind_never_raise(junk: bytes, place: int) -> None:
    page = legacy_html(INVENTED)
    spoilt = page[:place] + junk + page[place:]
    assert isinstance(read_statement(capture(spoilt, "text/html")), Draft | Failure)
    assert isinstance(read_statement(capture(junk, "")), Draft | Failure)
