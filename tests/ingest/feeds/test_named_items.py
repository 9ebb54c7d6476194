"""What an item of a feed is known by, and where it stands: guid, link, title."""

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("https://www.google.com/url?rct=j&sa=t&url=https://labs.example/worm&ct=ga&usg=x", "https://labs.example/worm"),
        ("https://www.google.co.uk/url?q=https%3A%2F%2Flabs.example%2Fa%3Fb%3D1%26c%3D2", "https://labs.example/a?b=1&c=2"),
        ("http://www.bing.com/news/apiclick.aspx?ref=F&url=https%3a%2f%2flabs.example%2fx&c=1", "https://labs.example/x"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Flabs.example%2F&h=AT0", "https://labs.example/"),
        ("https://out.reddit.com/t3_x?url=https%3A%2F%2Flabs.example%2F&token=AQ", "https://labs.example/"),
        ("https://eur01.safelinks.protection.outlook.com/?url=HTTPS%3A%2F%2Fme:pw%40labs.example%2F&data=05",
         "https://labs.example/"),
        ("https://www.google.com/url?url=javascript:x()", "https://www.google.com/url?url=javascript:x()"),
        ("https://www.google.com/url?url=http://[", "https://www.google.com/url?url=http://["),
        ("https://www.google.com/search?q=https://labs.example/", "https://www.google.com/search?q=https://labs.example/"),
        ("https://labs.example/url?url=https://a.example/", "https://labs.example/url?url=https://a.example/"),
        ("https://www.google.com.labs.example/url?q=https://a.example/",
         "https://www.google.com.labs.example/url?q=https://a.example/"),
    ],
)  # fmt: skip
def test_an_item_stands_where_the_redirector_of_its_link_leads_and_keeps_its_guid(
    only: Any, link: str, url: str
) -> None:
    draft = only(f"<guid isPermaLink='false'>g1</guid><title>T</title><link><![CDATA[{link}]]></link>")
    assert (draft.key, draft.url) == ("g1", url)


@pytest.mark.parametrize(
    ("parts", "key", "url", "item"),
    [
        ("<guid>g1</guid><link>https://a.example/1</link>", "g1", "https://a.example/1", "g1"),
        ("<guid>https://a.example/1</guid>", "https://a.example/1", "https://a.example/1", "https://a.example/1"),
        ("<guid isPermaLink='false'>https://a.example/1</guid>", "https://a.example/1", None, "https://a.example/1"),
        ("<link>https://a.example/1</link>", None, "https://a.example/1", "https://a.example/1"),
        (
            "<link>/1?a=1&amp;b=2</link>",
            None,
            "https://news.example.org/1?a=1&b=2",
            "https://news.example.org/1?a=1&b=2",
        ),
        ("<link>javascript:x()</link>", None, None, '"T", item 1'),
        ("<link>https://me:pw@a.example/@1</link>", None, "https://a.example/@1", "https://a.example/@1"),
        ("<link>https://bank.example@a.example</link>", None, "https://a.example", "https://a.example"),
        ("<link>http://[</link>", None, None, '"T", item 1'),
        ("<guid> </guid>", None, None, '"T", item 1'),
        ("", None, None, '"T", item 1'),
    ],
)
def test_an_item_is_named_by_its_guid_or_link_or_title(
    only: Any, parts: str, key: str | None, url: str | None, item: str
) -> None:
    draft = only(f"<title>T</title>{parts}")
    assert (draft.key, draft.url, draft.item) == (key, url, item)


def test_items_that_share_a_guid_are_each_accounted_for(rss: Any) -> None:
    same = "<guid isPermaLink='false'>g</guid>"
    reading = rss(
        f"{same}<title>A</title><link>/a</link>", f"{same}<title>B</title><link>/b</link>", "<title>C</title>"
    )
    assert [(draft.item, draft.key) for draft in reading.items] == [
        ("g (item 1)", None),
        ("g (item 2)", None),
        ('"C", item 3', None),
    ]


def test_one_item_twice_keeps_its_guid(rss: Any) -> None:
    reading = rss(*["<guid isPermaLink='false'>g</guid><title>A</title><link>/a</link>"] * 2)
    assert [(draft.item, draft.key) for draft in reading.items] == [("g (item 1)", "g"), ("g (item 2)", "g")]
