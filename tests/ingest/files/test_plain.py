"""Plain text: which line is the title, which the date, and how the rest is shown."""

from datetime import UTC, datetime

import pytest

from ingest.files import read_plain
from ingest.types import Capture, Draft, Failure, Kind


def read(text: str, name: str = "/archive/notes.txt") -> Draft:
    draft = read_plain(Capture(name, text.encode(), "text/plain", datetime.now(UTC)))
    assert isinstance(draft, Draft)
    return draft


DATED = [
    ("Title\n2016-06-17\n\nBody", "Title", "2016-06-17", "line 2"),
    ("Title\nFebruary 12, 2020\nBody", "Title", "2020-02-12", "line 2"),
    ("\n\n17 June 2016\nTitle\n\nBody", "Title", "2016-06-17", "line 3"),
    ("2020-08-20 (THURSDAY) - BOTNET RETURNS\n\nBody", "BOTNET RETURNS", "2020-08-20", "line 1"),
    ("2026-03-23 [MONDAY] Phishing by device code\n\nBody", "Phishing by device code", "2026-03-23", "line 1"),
    ("Title\nA. Writer\nPublished: 3 May 2021\n\nBody", "Title", "2021-05-03", "line 3"),
    ("# Title #\n\nBody", "Title", None, None),
    ("= Title\n:toc:\n\nBody", "Title", None, None),
    ("Title\n\nIt began on 2016-06-17.\nBody", "Title", None, None),
    ("Title\nfirst\nsecond\nthird\nfourth\n2016-06-17\n", "Title", None, None),
    ("#hashtag words\n\nBody", "#hashtag words", None, None),
    ("Title\n03/04/2005\n\nBody", "Title", None, None),
]


@pytest.mark.parametrize(("text", "title", "day", "place"), DATED)
def test_title_and_date_are_found_where_they_stand(text: str, title: str, day: str | None, place: str | None) -> None:
    draft = read(text)
    assert draft.title == title
    assert (draft.published and draft.published.date().isoformat()) == day
    assert next((one.where for one in draft.evidence if one.field == "published"), None) == place
    assert "Body" in draft.body_text or "fourth" in draft.body_text
    assert title not in draft.body_text


def test_a_date_in_the_name_of_the_file_counts_where_the_text_has_none() -> None:
    draft = read("Title\n\nBody", "/archive/vendor_2016-06-17_title.txt")
    assert draft.published == datetime(2016, 6, 17, tzinfo=UTC)
    assert read("2020-01-02 Title\n\nBody", "/archive/2016-06-17.txt").published == datetime(2020, 1, 2, tzinfo=UTC)


def test_published_and_updated_are_kept_apart() -> None:
    draft = read("Title\nLast updated: 4 May 2021\n\nBody")
    assert (draft.published, draft.updated) == (None, datetime(2021, 5, 4, tzinfo=UTC))


@pytest.mark.parametrize("sign", ["|", "—", "·"])
def test_one_line_may_hold_both_dates(sign: str) -> None:
    draft = read(f"Title\n*Published: 3 May 2021 {sign} Last updated: 4 May 2021*\n\nBody")
    assert (draft.published, draft.updated) == (datetime(2021, 5, 3, tzinfo=UTC), datetime(2021, 5, 4, tzinfo=UTC))


def test_a_single_line_is_title_and_body() -> None:
    draft = read("Traffic to 192.0.2.1")
    assert (draft.title, draft.body_text, draft.kind) == ("Traffic to 192.0.2.1", "Traffic to 192.0.2.1", Kind.REPORT)


LISTS = [
    "c2.worm.example\n\nc3.worm.example\n",
    "hxxp://c2[.]worm.example/a\nhxxp://c3[.]worm.example/a\n",
    "0.0.0.0 c2.worm.example\n0.0.0.0 c3.worm.example\n",
    "# Copyright (c) 2014 Some Body (https://some.example)\n\n# Calls\nc2.worm.example\nc3.worm.example\n",
]


@pytest.mark.parametrize("text", LISTS)
def test_a_list_is_called_as_its_file_is_and_keeps_its_first_line(text: str) -> None:
    draft = read(text, "/archive/the-worm_2.txt")
    assert draft.title == "the worm 2"
    assert draft.evidence[0].where == "name of the file"
    assert " ".join(draft.body_text.split()) == " ".join(text.replace("# ", "").split())


def test_the_link_above_a_title_is_no_title() -> None:
    draft = read("https://labs.example/worm\n\nThe worm\n\nIt sleeps.")
    assert (draft.title, draft.body_text) == ("The worm", "https://labs.example/worm\n\nIt sleeps.")


def test_lines_of_a_list_stay_apart_although_one_is_long() -> None:
    hashes = [digit * 64 for digit in "abc"]
    lines = ["Where it sends what it took from others", "192.0.2.1", "192.0.2.2 (by night)", "192.0.2.3", "192.0.2.4"]
    for part in (hashes, [*lines, "192.0.2.5"]):
        assert read("\n".join(["Title", "", *part])).body_text.split("\n\n") == part


def test_a_huge_first_line_is_cut_for_the_title_and_whole_in_the_body() -> None:
    words = "word " * 5_000
    draft = read(words)
    assert len(draft.title) <= 302
    assert draft.title.endswith("word …")
    assert draft.body_text == words.strip()


def test_lists_tables_headings_and_links_are_shown_as_what_they_are() -> None:
    html = read(
        "Title\n\nSome *words* about <tags>.\n\nINDICATORS:\n\n- one that goes\n  on\n- two\n\n"
        "### Part ###\n**Bold part:**\n"
        "| a | b |\n|---|---|\n| c | d |\nSee [the page](https://example.org/x) and **this** run\\_me.dll."
    ).body_html
    for part in (
        "<p>Some *words* about &lt;tags&gt;.</p>", "INDICATORS:</h3>", "<li>one that goes on</li><li>two</li>",
        ">Part</h4>",
        ">Bold part</h3>", "<td>a</td><td>b</td>", "<td>c</td><td>d</td>", 'href="https://example.org/x"',
        "<strong>this</strong> run_me.dll.",
    ):  # fmt: skip
        assert part in html


def test_lines_across_are_headings_where_they_underline_and_rules_elsewhere() -> None:
    draft = read(
        "Title\n=====\n\nFirst Part\n----------\nWords.\n\n**Second Part**\n===============\nMore words.\n---\nEnd.\n"
        "------------------------------\nShort"
    )
    assert draft.body_text == "First Part\n\nWords.\n\nSecond Part\n\nMore words.\n\nEnd.\n\nShort"
    assert (draft.body_html.count("<h3>"), draft.body_html.count("<hr>")) == (2, 2)


def test_marks_within_marks_are_read_and_stars_of_patterns_stay() -> None:
    html = read(
        "Title\n\n*Figure 2: what it dropped*\n\nThe **[post](https://example.org/a)** and [**note**](https://example.org/b).\n\n"
        "*.example.org and *.exe*"
    ).body_html
    for part in ("<em>Figure 2: what it dropped</em>", ">post</a></strong>", ">note</a>", "*.example.org and *.exe*"):
        assert part in html


def test_a_script_in_plain_text_stays_text() -> None:
    draft = read("<b>Title</b>\n\n<script>alert(1)</script> [x](javascript:alert(1))")
    assert "<script" not in draft.body_html
    assert "javascript:alert(1)" not in draft.body_html.replace("(javascript:alert(1))", "")
    assert "<script>alert(1)</script>" in draft.body_text


def test_a_text_of_very_many_lines_is_shown_as_it_stands() -> None:
    draft = read("Title\n" + "a | b\n" * 100_001)
    assert draft.body_html.startswith("<pre>")


def test_nothing_but_space_is_a_failure() -> None:
    assert isinstance(read_plain(Capture("/x.txt", b" \n\x0c ", "", datetime.now(UTC))), Failure)


def test_a_text_that_pgp_signed_is_read_without_what_stands_around_it() -> None:
    told = read(
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nThe worm\n\n   Original release date: May 3, 2021\n\n"
        "- -- It calls.\n-----BEGIN PGP SIGNATURE-----\n\niQEzBAEBCAAdFiEE\n-----END PGP SIGNATURE-----\n"
    )
    assert (told.title, told.published) == ("The worm", datetime(2021, 5, 3, tzinfo=UTC))
    assert told.body_text.endswith("-- It calls.")
    assert "line 4" in {one.where for one in told.evidence}


def test_a_title_may_be_labelled() -> None:
    told = read("[+] Exploit Title: The worm\n[+] Date: 3 May 2021\n\nIt calls.\n")
    assert (told.title, told.published) == ("The worm", datetime(2021, 5, 3, tzinfo=UTC))
