"""Plain text of HTML never glues words together and never tears them apart."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.html import clean, paragraphs, text

CASES = {
    "inline elements add nothing": ("<b>W32</b>.Mimail<i>.E</i>", "W32.Mimail.E"),
    "blocks part by a blank line": ("<p>a</p><p>b</p><div>c</div>d", "a\n\nb\n\nc\n\nd"),
    "a break is a newline": ("a<br>b<br/><br/>c", "a\nb\n\nc"),
    "white space collapses": ("  a \n\t b&nbsp;&nbsp;c ", "a b c"),
    "a space between elements stays": ("<b>a</b> <i>b</i>", "a b"),
    "items stand on lines of their own": ("<ul><li>a<li><p>b</p></ul>c", "• a\n\n• b\n\nc"),
    "numbered items keep their numbers": (
        "<ol start=3><li>a</li><li>b</li><li value=9>c</li></ol>",
        "3. a\n4. b\n9. c",
    ),
    "cells part by a bar": ("<table><tr><th>a<th>b<tr><td><p>c</p></td><td>d</td></tr></table>", "a | b\nc | d"),
    "cells of several lines stand apart": ("<table><tr><td>a<br>b</td><td>c</td></tr></table>", "a\nb\n\nc"),
    "tables that lay out the page part their cells": (
        "<table><tr><td>side</td><td><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>",
        "side\n\na | b",
    ),
    "code keeps its lines": ("<pre>\nif x:\n    y\n\nz\n</pre>done", "if x:\n    y\n\nz\n\ndone"),
    "entities are resolved": ("&lt;&eacute;&#8364;&#x41;&amp;", "<é€A&"),
    "numbers beyond Unicode are one sign": (f"a&#{'9' * 5000};b", "a\ufffdb"),
    "scripts and styles are no words": ("a<script>b</script><style>c</style><title>d</title>e", "ae"),
    "an unclosed element hides nothing": ("a<svg>b", "ab"),
    "images stand by their words": ('x <img src="/i.png" alt="a chart"> y', "x [image: a chart] y"),
    "quotations keep their marks": ("<q>a</q>", '"a"'),
    "a lone bracket is text": ("1 < 2 <3", "1 < 2 <3"),
    "an apostrophe in an attribute swallows nothing": ("<a title=it's>x</a> y's", "x y's"),
}


@pytest.mark.parametrize("case", CASES)
def test_html_becomes_text(case: str) -> None:
    html, expected = CASES[case]
    assert text(html) == expected


HOSTILE = {
    "nested elements": "<div>" * 100_000 + "x",
    "closed again": "<div>" * 50_000 + "x" + "</div>" * 50_000,
    "paragraphs in nested elements": "<div>" * 30_000 + "<p>x" * 30_000,
    "nested tables": "<table><tr><td>" * 20_000 + "x",
    "unclosed comments": "<!--" * 100_000 + "x",
    "unclosed attributes": "<a b='\"" * 100_000,
    "unclosed scripts": "<script>" * 100_000,
    "scripts that almost close": "<script></scrip>" * 50_000,
    "open brackets": "<" * 100_000,
    "ampersands": "a&b " * 200_000,
    "ampersands in an address": "<a href='http://a.example/?" + "a&b" * 200_000 + "'>x",
    "attributes": "<a " + "b=c " * 100_000 + ">x",
    "NULs": "\x00<p>\x00" * 30_000,
    "formatting": "<b><p>" * 30_000,
    "links": "<a href=x>" * 50_000,
    "unseen elements": "<svg>" * 50_000 + "</svg>x",
    "items among formatting": "<ul>" + "<b>" * 1_000 + "<li>x" * 30_000,
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_html_is_read_in_linear_time(case: str) -> None:
    html = HOSTILE[case]
    spent = []
    for part in (html[: len(html) // 4], html):
        start = time.process_time()
        text(part)
        clean(part)
        spent.append(time.process_time() - start)
    assert spent[1] < 6 or spent[1] < 10 * spent[0]


def test_five_megabytes_of_tags_are_read_in_seconds() -> None:
    start = time.process_time()
    assert text("<p>hello <b>x</b> <a href='http://a.example/'>y</a></p>\n" * 90_000).startswith("hello x y")
    assert time.process_time() - start < 30


def test_a_blank_line_parts_paragraphs_and_nothing_is_markup() -> None:
    assert paragraphs("a <b>\n \nc & d\r\n\r\n\n") == "<p>a &lt;b&gt;</p>\n<p>c &amp; d</p>"


def test_short_lines_keep_their_breaks_and_wrapped_ones_do_not() -> None:
    assert paragraphs("Dear reader\nhello") == "<p>Dear reader<br>\nhello</p>"
    wrapped = "This line was broken by a program that keeps\nlines short, and it goes on here."
    assert paragraphs(wrapped) == f"<p>{wrapped.replace(chr(10), ' ')}</p>"


@given(st.text())
def test_paragraphs_keep_every_word(words: str) -> None:
    assert text(paragraphs(words)).split() == text(paragraphs(text(paragraphs(words)))).split()
