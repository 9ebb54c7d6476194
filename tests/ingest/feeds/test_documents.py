"""Feeds as whole documents: encodings, malformed ones, hostile ones, and every feed of the corpora."""

import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ingest.feeds import looks_like_feed, read_feed
from ingest.feeds.parser import MAX_MALFORMED
from ingest.feeds.records import MAX_COUNTED, MAX_ITEMS
from ingest.feeds.writing import MAX_TEXT
from ingest.types import Capture, Draft, Failure
from tests.shared import shared

CYRILLIC = "Новые угрозы"


def titles(capture: Capture) -> list[str]:
    return [item.title if isinstance(item, Draft) else item.why for item in read_feed(capture).items]


def document(title: str, declaration: str = "") -> str:
    return f'{declaration}<rss version="2.0"><channel><item><title>{title}</title></item></channel></rss>'


@pytest.mark.parametrize(
    ("encoding", "declared", "served"),
    [
        ("utf-8", None, None),
        ("utf-8", "utf-8", "utf-8"),
        ("utf-8-sig", "windows-1251", None),
        ("utf-8", "iso-8859-1", None),
        ("utf-8", None, "us-ascii"),
        ("utf-8", "klingon", "zlib"),
        ("windows-1251", "windows-1251", None),
        ("windows-1251", None, "windows-1251"),
        ("windows-1251", "utf-8", "windows-1251"),
        ("koi8-r", "koi8-r", None),
        ("utf-16", "utf-16", None),
        ("utf-16-le", "utf-16", None),
        ("utf-16-be", "utf-8", "utf-8"),
        ("utf-32", None, None),
    ],
)
def test_the_words_are_right_whatever_the_encoding(
    capture: Any, encoding: str, declared: str | None, served: str | None
) -> None:
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else "<?xml version='1.0'?>"
    assert titles(capture(document(CYRILLIC, declaration).encode(encoding), charset=served)) == [CYRILLIC]


def test_a_wrong_encoding_is_told(capture: Any) -> None:
    body = document(CYRILLIC, '<?xml version="1.0" encoding="iso-8859-1"?>').encode()
    assert read_feed(capture(body)).notes == ("it says it is in iso8859-1, but reads as utf-8",)


def test_bytes_of_no_encoding_are_read_as_far_as_they_go(capture: Any) -> None:
    reading = read_feed(capture(document("Caf\xe9 \x96 bar").encode("latin-1")))
    assert [item.item for item in reading.items] == ['"Café – bar", item 1']
    assert "windows-1252" in reading.notes[0]


def test_a_feed_without_items_is_an_empty_reading(capture: Any) -> None:
    reading = read_feed(capture("<rss version='2.0'><channel><title>Quiet</title></channel></rss>"))
    assert (reading.items, reading.title, reading.notes) == ((), "Quiet", ())


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("<rss version='2.0'>\n<channel>\n<title>x</wrong></channel></rss>", "line 3: mismatched tag"),
        ("<html><body>Hello</body></html>", "it is not a feed"),
        ("", "it cannot be read as a feed"),
        ('{"version": "https://jsonfeed.org/version/1",\n "items": [', "line 2: "),
        ('{"version": "https://jsonfeed.org/version/1"}', 'no list of "items"'),
        ('{"version": "https://jsonfeed.org/version/1", "items": ' + "[" * 100_000, "cannot be read"),
        ('{"version": "https://jsonfeed.org/version/1", "items": [' + "9" * 10_000 + "]}", "cannot be read"),
    ],
)
def test_a_document_that_yields_nothing_is_one_failure_that_says_why(capture: Any, body: str, why: str) -> None:
    (failure,) = read_feed(capture(body)).items
    assert isinstance(failure, Failure)
    assert failure.item == "/feed"
    assert why in failure.why


def test_a_feed_broken_before_its_first_item_still_says_whose_it_is(capture: Any) -> None:
    link = "<link>https://a.example/?a=1&b=2&amp;c</link>"
    reading = read_feed(capture(f"<rss><channel><title>News</title>{link}</channel></rss"))
    assert (reading.title, reading.home, reading.notes) == ("News", "https://a.example/?a=1&b=2&c", ())
    assert [type(item) for item in reading.items] == [Failure]


def test_a_feed_without_a_page_is_at_home_where_it_says_it_stands_unless_it_came_from_an_address(capture: Any) -> None:
    feed = '<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="https://a.example/alerts/7"/></feed>'
    assert read_feed(capture(feed)).home == "https://a.example/alerts/7"
    assert read_feed(capture(feed, location="https://b.example/moved")).home is None


def test_an_author_of_json_feed_may_be_an_address_alone(capture: Any) -> None:
    (draft,) = read_feed(
        capture(
            '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "content_text": "x", '
            '"authors": [{"url": "mailto:desk@example.org"}]}]}'
        )
    ).items
    assert isinstance(draft, Draft)
    assert draft.author == "desk@example.org"


def test_an_entry_that_stands_alone_is_one_item(capture: Any) -> None:
    entry = "<title>Alone</title><link href='https://a.example/1'/><updated>2024-02-01T00:00:00Z</updated>"
    (draft,) = read_feed(capture(f'<entry xmlns="http://www.w3.org/2005/Atom">{entry}</entry>')).items
    assert isinstance(draft, Draft)
    assert (draft.title, draft.url, draft.updated) == ("Alone", "https://a.example/1", datetime(2024, 2, 1, tzinfo=UTC))


def test_a_malformed_feed_is_salvaged_and_told(capture: Any) -> None:
    broken = (
        "<rss version='2.0'><channel>\n<item><title>A</title><b>x</item><item><title>B</title></item></channel></rss>"
    )
    reading = read_feed(capture(broken))
    assert [item.title for item in reading.items if isinstance(item, Draft)] == ["A", "B"]
    assert "line 2: mismatched tag" in reading.notes[0]


def test_an_item_that_is_cut_off_is_not_taken_for_a_whole_one(capture: Any) -> None:
    whole = document("A").removesuffix("</channel></rss>")
    assert titles(capture(whole + "<item><title>B</title><description>Begins")) == [
        "A",
        "the feed ends in the middle of this item; fetch it again",
    ]


LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefghi", "bcdefghij", strict=True))
    + "]>"
)
OUTSIDE = '<!DOCTYPE rss [<!ENTITY j SYSTEM "file:///etc/hostname"><!ENTITY % p SYSTEM "http://192.0.2.1/p.dtd"> %p;]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp037", "utf-32-be"])
@pytest.mark.parametrize("doctype", [LAUGHS, OUTSIDE, LAUGHS.replace("]>", "")])
def test_entities_a_document_declares_are_never_expanded(capture: Any, doctype: str, encoding: str) -> None:
    begun = time.monotonic()
    declaration = f'<?xml version="1.0" encoding="{encoding}"?>' + doctype
    read = titles(capture(document("&j;", declaration).encode(encoding)))
    assert all(len(title) < 300 and "haha" not in title for title in read)
    assert time.monotonic() - begun < 30


def test_items_beyond_the_bound_are_counted_as_failures(capture: Any) -> None:
    items = "<item><title>x</title></item>" * (MAX_ITEMS + 5)
    reading = read_feed(capture(f"<rss version='2.0'><channel>{items}</channel></rss>"))
    assert Counter(type(item) for item in reading.items) == {Draft: MAX_ITEMS, Failure: 5}
    assert "more than 20,000 items" in reading.items[-1].why  # type: ignore[union-attr]


def test_a_flood_of_items_ends_with_one_failure_for_the_rest(capture: Any) -> None:
    flood = "<rss version='2.0'><channel>" + "<item/>" * (MAX_COUNTED + 50_000) + "</channel></rss>"
    reading = read_feed(capture(flood))
    assert len(reading.items) == MAX_COUNTED + 1
    assert reading.items[-1].item == f"item {MAX_COUNTED + 1} and after"


def many(pattern: str, count: int) -> str:
    return "".join(pattern.format(number) for number in range(count))


@pytest.mark.parametrize(
    "inner",
    [
        "<author>" + "a" * 300_000 + "</author>",
        "<pubDate>" + "1 " * 150_000 + "</pubDate>",
        "<x " + many(" a{}='1'", 20_000) + "/>",
        many("<category>c{}</category>", 20_000),
        many("<link>http://a.example/{}</link>", 10_000),
        "<a>" * 20_000 + "</a>" * 20_000,
        "<b" + " <" * 50_000,
        "<description>" + "&lt;b&gt;" * 20_000 + "</description>",
        "<title>" + "&amp;" * 50_000 + "</title>",
        "<copyright>" + "copyright " * 30_000 + "</copyright>",
        "<![CDATA[" * 20_000,
        "<!--" * 50_000,
        "<!DOCTYPE x [" * 50_000,
    ],
    ids=lambda inner: inner[:12],
)
def test_hostile_items_take_bounded_time(capture: Any, inner: str) -> None:
    begun = time.monotonic()
    assert read_feed(capture(f"<rss version='2.0'><channel><item>{inner}</item></channel></rss>")).items
    assert time.monotonic() - begun < 60


def test_a_malformed_feed_too_large_to_salvage_keeps_what_came_before_the_flaw(capture: Any) -> None:
    padding = f"<!--{'x' * MAX_MALFORMED}-->"
    body = f"<rss version='2.0'><channel><item><title>A</title></item><item><b></item>{padding}</channel></rss>"
    read = titles(capture(body))
    assert (len(read), read[0]) == (2, "A")
    assert "malformed from here on (line 1: mismatched tag)" in read[1]


def test_a_text_of_megabytes_is_cut_and_the_cut_is_told(capture: Any) -> None:
    body = (
        f"<rss version='2.0'><channel><item><content>{'word ' * (MAX_TEXT // 5 + 10)}</content></item></channel></rss>"
    )
    reading = read_feed(capture(body))
    (draft,) = reading.items
    assert isinstance(draft, Draft)
    assert len(draft.body_text) <= MAX_TEXT
    assert reading.notes == ("item 1: its text of 1,000,049 characters is cut after 1,000,000",)


@pytest.mark.parametrize("folder", ["feeds-real", "feeds-security", "json-feed"])
def test_every_real_feed_is_read_whole(folder: str, capture: Any) -> None:
    for path in sorted(shared("corpus", folder).rglob("*")):
        if path.is_file() and path.name != "SOURCE.txt":
            taken = capture(path.read_bytes(), location=str(path))
            assert looks_like_feed(taken), path
            assert not [item for item in read_feed(taken).items if isinstance(item, Failure)], path


@pytest.mark.parametrize("folder", ["feeds-feedparser", "feeds-validator-testcases"])
def test_no_test_case_of_others_raises(folder: str, capture: Any) -> None:
    paths = [path for path in sorted(shared("corpus", folder).rglob("*")) if path.is_file()]
    for path in paths:
        taken = capture(path.read_bytes(), location=str(Path("/", path.name)))
        looks_like_feed(taken)
        for item in read_feed(taken).items:
            assert isinstance(item, Draft) or "cannot be read (" not in item.why, path


def test_what_a_feed_calls_itself_fits_into_a_list(capture: Any) -> None:
    told = f"<rss version='2.0'><channel><title>{'The news ' * 90}</title></channel></rss>"
    title = read_feed(capture(told)).title or ""
    assert title.endswith("The news…")
    assert len(title) <= 120
