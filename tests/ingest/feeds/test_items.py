"""The traps that items of real feeds set."""

from base64 import b64encode
from datetime import UTC, datetime
from typing import Any

import pytest

from ingest.feeds import read_feed
from ingest.types import Draft, Failure, Link


@pytest.mark.parametrize(
    ("date", "published", "updated"),
    [
        ("<pubDate>Fri, 01 Mar 2024 10:00:00 +0200</pubDate>", "2024-03-01T08:00:00+00:00", None),
        ("<dc:date>2024-02-01</dc:date>", "2024-02-01T00:00:00+00:00", None),
        (
            "<dc:date>2024-02-01</dc:date><pubDate>Sat, 03 Feb 2024 00:00:00 GMT</pubDate>",
            "2024-02-03T00:00:00+00:00",
            None,
        ),
        (
            '<updated xmlns="http://www.w3.org/2005/Atom">2024-02-01T00:00:00Z</updated>',
            None,
            "2024-02-01T00:00:00+00:00",
        ),
        ("<pubDate>Sat, 02 Mar 2024 11:00:00 GMT</pubDate>", "2024-03-02T11:00:00+00:00", None),
        ("<pubDate>Sun, 03 Mar 2024 11:00:00 GMT</pubDate>", None, None),
        ("<pubDate>Thu, 01 Jan 1970 00:00:01 GMT</pubDate>", None, None),
        ("<pubDate>Mon, 01 Jan 0001 00:00:00 GMT</pubDate>", None, None),
        ("<pubDate>Fri, 31 Feb 2024 00:00:00 GMT</pubDate>", None, None),
        ("<pubDate>soon</pubDate>", None, None),
        ("<pubDate/>", None, None),
        ("", None, None),
    ],
)
def test_dates_stand_in_their_own_place_and_impossible_ones_are_unknown(
    only: Any, date: str, published: str | None, updated: str | None
) -> None:
    draft = only(f"<title>T</title>{date}")
    read = [moment and moment.isoformat() for moment in (draft.published, draft.updated)]
    assert read == [published, updated]


def test_the_date_of_the_feed_is_not_that_of_its_items(capture: Any) -> None:
    date = "<pubDate>Thu, 01 Feb 2024 00:00:00 GMT</pubDate>"
    feed = f"<rss version='2.0'><channel>{date}<item><title>T</title></item></channel></rss>"
    (draft,) = read_feed(capture(feed)).items
    assert isinstance(draft, Draft)
    assert draft.published is None


def test_items_of_one_date_keep_the_order_of_the_feed(rss: Any) -> None:
    date = "<pubDate>Thu, 01 Feb 2024 00:00:00 GMT</pubDate>"
    reading = rss(*(f"<title>{name}</title>{date}" for name in "bca"))
    assert [draft.title for draft in reading.items] == ["b", "c", "a"]
    assert {draft.published for draft in reading.items} == {datetime(2024, 2, 1, tzinfo=UTC)}


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("Plain", "Plain"),
        (" Two\n lines ", "Two lines"),
        ("A &lt;b&gt;bold&lt;/b&gt; one", "A bold one"),
        ("<![CDATA[A <b>bold</b> one]]>", "A bold one"),
        ("AT&amp;T", "AT&T"),
        ("AT&T", "AT&T"),
        ("AT&amp;amp;T", "AT&T"),
        ("AT&amp;amp;amp;T", "AT&T"),
        ("Don&amp;#8217;t", "Don’t"),
        ("Caf&eacute; &nbsp;&#xE9;", "Café é"),
        ("&unheard;", "&unheard;"),
        ("A\x02bell\x07", "Abell"),
        ("A&#2;bell&#x1F;&#xFFFE;", "Abell"),
        ("1 &lt; 2", "1 < 2"),
        ("", "The text."),
        ("<![CDATA[ ]]>", "The text."),
        ("<![CDATA[<img src='1.png' alt='Logo'> <b>News</b>]]>", "News"),
        ("<![CDATA[<a href='/'><img src='1.png' alt='Logo'></a>]]>", "[image: Logo]"),
    ],
)
def test_a_title_is_one_line_of_plain_text(only: Any, title: str, read: str) -> None:
    draft = only(f"<title>{title}</title><description>The text.</description>")
    assert draft.title == read


def test_a_title_of_a_megabyte_is_cut(only: Any) -> None:
    draft = only(f"<title>{'word ' * 200_000}</title>")
    assert len(draft.title) <= 500
    assert draft.title.endswith("word…")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<description>&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;</description>", "One\n\nTwo"),
        ("<description>One\n\nTwo</description>", "One\n\nTwo"),
        ("<description>&amp;lt;p&amp;gt;One&amp;lt;/p&amp;gt;</description>", "One"),
        ("<description><p>One</p></description>", "One"),
        ("<description>Short</description><content:encoded>Much longer</content:encoded>", "Much longer"),
        ("<description>Much longer</description><content:encoded>Short</content:encoded>", "Much longer"),
        ("<content>&lt;p&gt;One&lt;br&gt;Two</content><description>S</description>", "One\nTwo"),
        ("<content><![CDATA[<p>One</p>]]></content>", "One"),
        ("<content xmlns=''>One &amp; two</content>", "One & two"),
        ("<description>a &amp;lt; b &lt;i&gt;c&lt;/i&gt;</description>", "a < b c"),
        ("", ""),
    ],
)
def test_the_longest_text_is_the_body(only: Any, body: str, text: str) -> None:
    assert only(f"<title>T</title>{body}").body_text == text


def test_the_summary_is_kept_beside_the_body(only: Any) -> None:
    draft = only(
        "<description>Sho&lt;b&gt;rt&lt;/b&gt;</description><content:encoded>Much longer than</content:encoded>"
    )
    assert (draft.summary, draft.body_text) == ("Short", "Much longer than")
    assert only("<description>Alone</description>").summary is None


def test_pictures_stand_in_the_body_and_not_in_summary_or_title(only: Any) -> None:
    picture = "&lt;img src='/1.png' alt='Logo'&gt;"
    draft = only(f"<description>{picture} Short</description><content:encoded>{picture} Much longer</content:encoded>")
    assert (draft.title, draft.summary, draft.body_text) == ("Much longer", "Short", "[image: Logo] Much longer")


@pytest.mark.parametrize("element", ["summary", "content"])
def test_a_text_of_unnamed_sort_is_taken_when_it_is_one(capture: Any, element: str) -> None:
    def read(body: bytes) -> Draft | Failure:
        text = f'<{element} type="application/octet-stream">{b64encode(body).decode()}</{element}>'
        atom = f'<feed xmlns="http://www.w3.org/2005/Atom"><entry>{text}</entry></feed>'
        return read_feed(capture(atom)).items[0]

    assert read(b"An <b>example</b>").body_text == "An example"
    assert isinstance(read(b"\x89PNG\r\n\x1a\n\xff\xfe"), Failure)


def test_nothing_in_a_body_runs(only: Any) -> None:
    attack = "<p onclick='x()'>Hi</p><script>x()</script><a href='javascript:x()'>go</a><iframe src='//e'></iframe>"
    draft = only(f"<title>T</title><description><![CDATA[{attack}]]></description>")
    assert not any(word in draft.body_html for word in ("onclick", "script", "iframe"))
    assert "Hi" in draft.body_text


@pytest.mark.parametrize(
    ("categories", "tags"),
    [
        (["Spam", " spam ", "SPAM", "Mail"], ("Spam", "Mail")),
        (["malware, phishing, botnets"], ("malware", "phishing", "botnets")),
        (["malware,phishing"], ("malware", "phishing")),
        (["Washington, DC"], ("Washington, DC",)),
        (["a, b, c", "d"], ("a, b, c", "d")),
        (
            ["First of all, there is this long phrase, and so on"],
            ("First of all, there is this long phrase, and so on",),
        ),
        (["ATT&amp;amp;CK", "R&amp;D", "C&amp;amp;amp;C"], ("ATT&CK", "R&D", "C&amp;C")),
        (["", " "], ()),
        (["x" * 101], ()),
    ],
)
def test_categories_become_tags(only: Any, categories: list[str], tags: tuple[str, ...]) -> None:
    assert only("<title>T</title>" + "".join(f"<category>{name}</category>" for name in categories)).tags == tags


@pytest.mark.parametrize(
    ("parts", "author"),
    [
        ("<author>desk@example.org (The Desk)</author>", "The Desk"),
        ("<author>desk@example.org</author>", "desk@example.org"),
        ("<author>jo@some.industries (Jo Doe)</author>", "Jo Doe"),
        ("<author>jo@some.industries</author>", "jo@some.industries"),
        ("<author>Jo Doe (Some Body) &lt;jo@some.industries&gt;</author>", "Jo Doe (Some Body)"),
        ("<dc:creator>Jo St.Doe (mailto:jo@example.org)</dc:creator>", "Jo St.Doe"),
        ("<dc:creator>One</dc:creator><dc:creator>Two</dc:creator><dc:creator>One</dc:creator>", "One, Two"),
        ("", None),
    ],
)
def test_authors_are_names(only: Any, parts: str, author: str | None) -> None:
    assert only(f"<title>T</title>{parts}").author == author


@pytest.mark.parametrize(
    ("code", "lang"),
    [
        ("en", "en"),
        ("PT-br", "pt-BR"),
        ("zh_hant_tw", "zh-Hant-TW"),
        ("English", None),
        ("e", None),
        ("x" * 5000, None),
    ],
)
def test_a_language_is_a_code_or_unknown(only: Any, code: str, lang: str | None) -> None:
    assert only(f"<title>T</title><dc:language>{code}</dc:language>").lang == lang


@pytest.mark.parametrize(
    ("notice", "holder", "years"),
    [
        ("Copyright 2024 Example Labs. All rights reserved.", "Example Labs", "2024"),
        ("© 1998-2022 The Example Project SLU", "The Example Project SLU", "1998-2022"),
        ("(c) Example Inc., all rights reserved", "Example Inc", None),
        ("2024, Example Desk", "Example Desk", "2024"),
        ("Creative Commons Attribution", None, None),
        ("Text and images may be quoted", None, None),
    ],
)
def test_a_copyright_line_is_taken_apart(only: Any, notice: str, holder: str | None, years: str | None) -> None:
    rights = only(f"<link>https://a.example/1</link><dc:rights>{notice}</dc:rights>").rights
    assert (rights.holder, rights.credit, rights.years) == (holder, holder, years)
    assert (rights.conditions, rights.url) == (notice, "https://a.example/1")


def test_enclosures_are_associated_documents(only: Any) -> None:
    draft = only("<title>T</title><enclosure url='/a/list%20of%20hosts.csv?x=1' type='text/csv'/>")
    assert draft.associated == (Link("list of hosts.csv", "https://news.example.org/a/list%20of%20hosts.csv?x=1"),)


def test_evidence_says_which_words_a_field_was_read_from(only: Any) -> None:
    draft = only("<title>T</title><pubDate>Thu, 01 Feb 2024 00:00:00 GMT</pubDate>")
    assert [(evidence.field, evidence.where, evidence.quote) for evidence in draft.evidence] == [
        ("title", "item 1", "T"),
        ("published", "item 1", "Thu, 01 Feb 2024 00:00:00 GMT"),
    ]


def test_an_item_with_nothing_in_it_is_a_failure_and_the_rest_goes_on(rss: Any) -> None:
    empty, full = rss("", "<title>T</title>").items
    assert isinstance(empty, Failure)
    assert empty.item == "item 1"
    assert isinstance(full, Draft)


def test_an_item_with_only_a_date_is_still_an_item(only: Any) -> None:
    assert only("<pubDate>Thu, 01 Feb 2024 00:00:00 GMT</pubDate>").title == "Item 1 of News"
