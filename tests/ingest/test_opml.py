"""Lists of feeds: every outline is told, hostile ones are refused, and what goes out comes in again."""

import time
from datetime import UTC, datetime

import pytest

from ingest.opml import MOST, Outline, read_opml, write_opml
from ingest.types import Capture, Failure
from tests.shared import shared


def read(written: str | bytes) -> list[Outline | Failure]:
    body = written if isinstance(written, bytes) else written.encode()
    return read_opml(Capture("/in/list.opml", body, "text/x-opml", datetime.now(UTC)))


def opml(body: str) -> str:
    return f'<?xml version="1.0"?><opml version="2.0"><head><title>t</title></head><body>{body}</body></opml>'


def test_folders_become_tags_and_are_no_entries():
    body = """<outline text="Threats"><outline title="Worms" text="w">
        <outline text="A" xmlUrl="https://a.example/feed" category="/News/Security,malware"/></outline>
        <outline text="B" xmlUrl="https://b.example/feed"/></outline><outline text="C" xmlUrl="https://c.example/"/>"""
    assert read(opml(body)) == [
        Outline("A", "https://a.example/feed", tags=("Threats", "Worms", "Security", "malware")),
        Outline("B", "https://b.example/feed", tags=("Threats",)),
        Outline("C", "https://c.example/"),
    ]


@pytest.mark.parametrize(
    ("attributes", "entry"),
    [
        ('text="No address"', Outline("No address", None)),
        ('type="link" text="A page" url="https://a.example/"', Outline("A page", None)),
        ('text="x" url="https://a.example/s" kind="statements"', Outline("x", "https://a.example/s", "statements")),
        ('xmlUrl="https://a.example/feed"', Outline("https://a.example/feed", "https://a.example/feed")),
        ('xmlurl=" https://a.example/&#10;feed "', Outline("https://a.example/feed", "https://a.example/feed")),
        ('text="x" xmlUrl="feed://a.example/f"', Outline("x", "https://a.example/f")),
        ('text="x" xmlUrl="feed:http://a.example/f"', Outline("x", "http://a.example/f")),
        (
            'text="a&#10;b &amp; c&nbsp;d" xmlUrl="https://a.example/?a=1&b=2"',
            Outline("a b & c d", "https://a.example/?a=1&b=2"),
        ),
        ('text="" title="" xmlUrl=""', Outline("an outline without a name", None)),
    ],
)
def test_an_outline_is_read_however_it_is_written(attributes, entry):
    assert read(opml(f"<outline {attributes}/>")) == [entry]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1251"])
def test_a_list_may_be_in_any_encoding(encoding):
    written = opml('<outline text="Новости" xmlUrl="https://a.example/"/>').replace(
        "?>", f' encoding="{encoding}"?>', 1
    )
    assert read(written.encode(encoding)) == [Outline("Новости", "https://a.example/")]


def test_a_malformed_list_is_read_as_far_as_it_goes():
    *entries, failure = read(
        opml('<outline text="F"><outline text="A" xmlUrl="https://a.example/"/><outline <').encode()
    )
    assert entries == [Outline("A", "https://a.example/", tags=("F",))]
    assert isinstance(failure, Failure)
    assert "line 1" in failure.why


BOMB = '<!DOCTYPE opml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (opml('<outline text="&b;"/>').replace("?>", f"?>{BOMB}", 1), "declares entities"),
        (
            opml("").replace("?>", '?><!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>', 1),
            "declares entities",
        ),
        ("<rss version='2.0'><channel/></rss>", "not OPML"),
        ("nothing of the sort", "not OPML"),
        ("", "not OPML"),
    ],
)
def test_what_is_hostile_or_no_list_is_one_failure(written, words):
    for body in (written.encode(), written.encode("utf-16")):
        [failure] = read(body)
        assert isinstance(failure, Failure)
        assert words in failure.why


@pytest.mark.parametrize(
    "body",
    [
        "<outline text='a'>" * 50_000,
        "<outline text='a' xmlUrl='https://a.example/'/>" * (MOST + 500),
        "<outline {}/>".format(" ".join(f"a{n}='1'" for n in range(50_000))),
        f"<outline text='{'a' * 2_000_000}'/>",
    ],
)
def test_a_huge_list_is_bounded(body):
    began = time.monotonic()
    entries = read(opml(body))
    assert len(entries) <= MOST + 2
    assert time.monotonic() - began < 10
    assert all(len(entry.title) <= 2_000 for entry in entries if isinstance(entry, Outline))


def test_what_goes_out_comes_in_again():
    given = [
        Outline('A <"&> title', "https://a.example/?a=1&b=<2>", tags=("Worms & co", "x y")),
        Outline("B", "https://b.example/statements", "statements", ("Worms & co",)),
        Outline("C", "https://c.example/feed"),
    ]
    assert sorted(map(str, read(write_opml("A title & more", given)))) == sorted(map(str, given))


def test_real_lists_are_read_whole():
    for path in sorted(shared("corpus", "opml").glob("*.*ml")):
        body = path.read_bytes()
        entries = read(body)
        addresses = body.lower().count(b'xmlurl="http') + body.lower().count(b"xmlurl='http")
        assert sum(isinstance(entry, Outline) and bool(entry.url) for entry in entries) >= addresses, path.name
