"""What comes out of the sanitiser may stand in a page of the archive."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.html import clean, text

BASE = "https://news.example/posts/one.html"

SITE = "https://news.example"


def link(href: str, words: str) -> str:
    return f'<a href="{href}" rel="noopener nofollow ugc">{words}</a>'


CASES = {
    "scripts go with what they hold": ("a<script>alert(1)</script>b", "ab"),
    "styles go with what they hold": ("<style>p{}</style><p>a</p>", "<p>a</p>"),
    "fields of forms go": ("<p>a<input><select><option>b</select><button>c</button></p>", "<p>a</p>"),
    "events, styles, classes go": ('<p onclick="x()" style="color:red" class="c">a</p>', "<p>a</p>"),
    "svg goes with what it holds": ("a<svg><script>x</script><a href='javascript:1'>t</a></svg>b", "ab"),
    "links become absolute": ('<a href="/p?a=1&amp;b=2">x</a>', link(f"{SITE}/p?a=1&amp;b=2", "x")),
    "links to scripts go, their words stay": ('<a href="java\nscript:alert(1)">x</a>', "x"),
    "links to data go": ('<a href="data:text/html,x">x</a>', "x"),
    "addresses that are none go": ('<a href="http://[1">x</a>', "x"),
    "mail links stay": ('<a href="mailto:a@example.org">m</a>', link("mailto:a@example.org", "m")),
    "an image becomes a link": ('<img src="i.png" alt="pie">', link(f"{SITE}/posts/i.png", "[image: pie]")),
    "else it goes by its file": ('<img src="/a%20b.png">', link(f"{SITE}/a%20b.png", "[image: a b.png]")),
    "a late image is found": ('<img src="data:x" data-src="/b.png">', link(f"{SITE}/b.png", "[image: b.png]")),
    "an image in a link adds none": ('<a href="/x"><img src="i.png" alt="y"></a>', link(f"{SITE}/x", "[image: y]")),
    "tracking pixels go": ('a<img src="t.gif" width="1" height="1">b', "ab"),
    "bullets and spacers go": ('a<img src="t.gif" alt="" width="10" height="10">b', "ab"),
    "an image in the page itself has words only": ('<img src="data:image/png;base64,A" alt="logo">', "[image: logo]"),
    "headings step down below the page's own": ("<h1>a</h1><h2>b</h2><h6>c</h6>", "<h2>a</h2><h3>b</h3><h6>c</h6>"),
    "headings below h1 stay": ("<h2>a</h2><h3>b</h3>", "<h2>a</h2><h3>b</h3>"),
    "ids from outside cannot clash": (
        '<h2 id="search">a</h2><a href="#search">b</a>',
        f'<h2 id="doc-search">a</h2>{link("#doc-search", "b")}',
    ),
    "named anchors stay": ('<a name="n1">x', '<a id="doc-n1" rel="noopener nofollow ugc"></a>x'),
    "tables stay": (
        "<table><tr><th scope=col>a<td colspan=2>b</table>",
        '<table><tbody><tr><th scope="col">a</th><td colspan="2">b</td></tr></tbody></table>',
    ),
    "cells without a table stay apart": ("<td>a</td><td>b</td>", "<div>a</div><div>b</div>"),
    "times keep what they mean": ('<time datetime="2003-11-01">then</time>', '<time datetime="2003-11-01">then</time>'),
    "paragraphs that are never closed": ("<p>a<p>b", "<p>a</p><p>b</p>"),
    "control characters go": ("a\x00b\x0cc&#x1;d", "ab\ncd"),
    "what looks like markup in text stays text": ("&lt;b&gt; 1 < 2", "&lt;b&gt; 1 &lt; 2"),
    "comments go": ("a<!-- <p>b --><!doctype html><?php x ?>c", "ac"),
}


@pytest.mark.parametrize("case", CASES)
def test_html_is_cleaned(case: str) -> None:
    given_html, expected = CASES[case]
    assert clean(given_html, BASE) == expected


def test_an_address_is_one_however_its_scheme_is_written() -> None:
    assert clean('<a href="HTTP://news.example/A">x</a>', None) == link("http://news.example/A", "x")


def test_a_relative_link_without_a_base_keeps_its_words_alone() -> None:
    assert clean('<a href="/x">y</a>') == "y"


PIECES = (
    '<p>|<div>|</div>|<b>|</p>|<a href="/x">|</a>|<table>|<td>|<tr>|</table>|<ul>|<li>|<br>|<h1>|<pre>|</pre>|<!--|-->'
    '|<script>|</script>|<svg>|</svg>|<img src=x onerror=alert(1)>|<a href="javascript:x">|<math>|<style>|<title>'
    "|</title>|<textarea>|<noscript>|words |&lt;|&amp;|&#0;|\x00|<|>|\"|'|=|<iframe src=x>|<select>|<![CDATA[|]]>"
)
PIECE = st.sampled_from(PIECES.split("|"))
MARKUP = st.lists(PIECE, max_size=40).map("".join)


@settings(max_examples=300, deadline=None)
@given(MARKUP)
def test_nothing_that_runs_comes_through_and_cleaning_twice_changes_nothing(html: str) -> None:
    once = clean(html, BASE)
    for tag in re.findall("<[^>]*>", once):
        assert not re.search(r"^<(?:script|style|iframe|svg|math|img|form|input)|\son\w+=|javascript:", tag)
    assert clean(once, BASE) == once


@settings(max_examples=300, deadline=None)
@given(MARKUP)
def test_cleaning_loses_no_letter(html: str) -> None:
    assert letters(text(clean(html, BASE))) == letters(text(html))


def letters(words: str) -> str:
    return re.sub(r"[\s|•]", "", words)
