"""AsciiDoc: header, blocks and marks as reports use them."""

import time
from datetime import UTC, datetime

import pytest

from ingest.asciidoc import looks_like_asciidoc, read_asciidoc
from ingest.read import read as read_any
from ingest.types import Capture, Draft, Failure


def read(text: str, name: str = "/in/README.adoc") -> Draft:
    (draft,) = read_any(Capture(name, text.encode(), "", datetime.now(UTC))).items
    assert isinstance(draft, Draft)
    return draft


HEADED = """// a remark
:toc:
= A *Worm* in {place}
A. Writer <a.writer@example.org>; B. Second
v1.2, 2021-06-10: second issue
:place: Example Town
:keywords: worm, zombie
:description: What it does in *{place}*.
:lang: en

It called {place} home.
"""


def test_the_header_gives_title_author_date_and_attributes() -> None:
    draft = read(HEADED)
    assert draft.title == "A Worm in Example Town"
    assert (draft.author, draft.lang, draft.summary) == ("A. Writer, B. Second", "en", "What it does in Example Town.")
    assert draft.published == datetime(2021, 6, 10, tzinfo=UTC)
    assert draft.tags == ("worm", "zombie")
    assert draft.body_text == "It called Example Town home."
    assert {one.field: one.where for one in draft.evidence}["published"] == "line 5"


def test_comments_conditions_and_the_place_of_contents_are_no_words() -> None:
    draft = read(
        "////\nof a program\n////\n\n:toc:\n= A Worm\nA. Writer\nifdef::env-github[]\n:tip-caption: bulb\nendif::[]\n"
        ":lang: en\n\ntoc::[]\n\nIt calls\nifdef::home[]\nhome\nendif::home[]\nby night.\n"
    )
    assert (draft.title, draft.author, draft.lang) == ("A Worm", "A. Writer", "en")
    assert draft.body_text == "It calls home by night."


SHOWN = [
    ("== Part\n\n=== Smaller", "<h3>Part</h3>\n<h4>Smaller</h4>"),
    ("* one\n** inner\n* two", "<ul><li>one<ul><li>inner</li></ul></li><li>two</li></ul>"),
    (". first\n. second", "<ol><li>first</li><li>second</li></ol>"),
    ("- a line\nthat goes on\n\n- next", "<li>a line\nthat goes on</li><li>next</li>"),
    ("Term:: what it is", "<strong>Term</strong> what it is"),
    ("----\nkeep *this* <as> is\n----", "<pre>keep *this* &lt;as&gt; is</pre>"),
    ("....\nliteral\n....", "<pre>literal</pre>"),
    ("[source,sh]\n----\nls\n----", "<pre>ls</pre>"),
    ("____\nsaid\n____", "<blockquote><p>said</p></blockquote>"),
    ("NOTE: mind this", "<strong>Note:</strong> mind this"),
    ('[options="header"]\n|===\n|Name|Hash\n|a\\|b|c\n|===',
     "<tr><th>Name</th><th>Hash</th></tr><tr><td>a|b</td><td>c</td></tr>"),
    ("[cols=2*]\n|===\n|a\n|b\n|c\n|d\n|===", "<tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr>"),
    (".Samples\n----\nx\n----", "<p><strong>Samples</strong></p>"),
    ("see https://example.org/a[the page] or link:b.json[`b`]",
     'see <a href="https://example.org/a" rel="noopener nofollow ugc">the page</a> or <code>b</code>'),
    ("`a.exe` and ++b_c_d++ and _it_ and *so*", "<code>a.exe</code> and b_c_d and <em>it</em> and <strong>so</strong>"),
    ("*.example.org and *.dll and a_b_c", "*.example.org and *.dll and a_b_c"),
    ("2*3* is six", "2*3* is six"),
    ("////\nnot shown\n////\nshown", "<p>shown</p>"),
    ("include::other.adoc[]", "[include: other.adoc]"),
    ("text.footnote:[and more]", "text. (and more)"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "html"), SHOWN, ids=[written.split("\n")[0] for written, _ in SHOWN])
def test_blocks_and_marks_are_shown_as_what_they_are(written: str, html: str) -> None:
    assert html in read(f"= Title\n\n{written}\n").body_html


def test_nothing_that_is_passed_through_can_run() -> None:
    draft = read("= Title\n\n++++\n<script>alert(1)</script><b>bold</b>\n++++\n\nlink:javascript:alert(1)[x] <script>y")
    assert "<script" not in draft.body_html
    assert "href" not in draft.body_html
    assert "<b>bold</b>" in draft.body_html


@pytest.mark.parametrize(
    ("text", "is_it"),
    [
        ("= Title\n\n== Part\n\nWords", True),
        (":toc:\n\n= Title\n\n|===\n|a\n|===", True),
        ("= Title\n\nWords alone", False),
        ("# Title\n\n== Part", False),
        ("=====\nTitle\n=====\n\n== Part", False),
    ],
)
def test_it_is_told_by_its_title_and_another_mark(text: str, is_it: bool) -> None:
    assert looks_like_asciidoc(text) is is_it


@pytest.mark.parametrize("text", ["|===\n" + "|a" * 60_000, "word " * 410_000], ids=["cells", "words"])
def test_more_than_a_report_has_is_a_failure_that_says_what_to_do(text: str) -> None:
    told = read_asciidoc(Capture("/in/a.adoc", text.encode(), "", datetime.now(UTC)))
    assert isinstance(told, Failure)
    assert "save it as .txt" in told.why


HOSTILE = ["[" * 200_000, "*" * 200_000, "`a" * 100_000, "https://" * 40_000, "_a _a" * 50_000,
           "|===\n" + "|a" * 100_000,
           "= t\n\n" + "* a\n" * 50_000, "====\n" * 50_000, "{a}" * 60_000]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=[text[:8].strip() for text in HOSTILE])
def test_hostile_marks_take_no_long_time(text: str) -> None:
    begun = time.monotonic()
    read_asciidoc(Capture("/in/a.adoc", text.encode(), "", datetime.now(UTC)))
    assert time.monotonic() - begun < 5
