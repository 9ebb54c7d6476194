"""Slugs, references, and addresses in one spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.reports.names import LONGEST_SLUG, address_number, host, slugify, statement_number, title_key, url_key

SLUGS = [
    ("Spammers Release Virus", "spammers-release-virus"),
    ("Fraudulent fake DNSBL: Protected Sky (bad.psky.example)", "fraudulent-fake-dnsbl-protected-sky-bad.psky.example"),
    ("TRO Answer: one vs. The other", "tro-answer-one-vs.-the-other"),
    ("Users' machines & “bots”", "users-machines-bots"),
    ("Случай на границе", "случай-на-границе"),
    ("../../etc/passwd", "etc-passwd"),
    ("---", "untitled"),
    ("", "untitled"),
    ("<script>alert(1)</script>", "script-alert-1-script"),
]


@pytest.mark.parametrize(("title", "slug"), SLUGS)
def test_a_slug_keeps_letters_and_dots(title, slug):
    assert slugify(title) == slug


@given(st.text())
def test_every_title_has_a_slug_that_is_its_own_slug(title):
    slug = slugify(title)
    assert slug
    assert len(slug) <= LONGEST_SLUG + 20  # folding a cut slug again may spell a ligature out
    assert "/" not in slug
    assert slugify(slug) == slug


NUMBERS = [("S010", 10), ("s10", 10), ("10", 10), ("ref:S010", 10), (" s010 ", 10), ("S01", 1), ("S015", 15), ("0", 0)]


@pytest.mark.parametrize(("name", "number"), NUMBERS)
def test_a_reference_in_any_spelling_gives_the_number(name, number):
    assert statement_number(name) == number


@pytest.mark.parametrize("name", ["", "S", "SBL10", "10a", "-1", "1.0", "S10 S11", "９" * 3, "9" * 40])
def test_what_is_no_reference_gives_no_number(name):
    assert statement_number(name) is None


ADDRESSES = [
    ("https://www.a.example/organization/statement/8/", 8),
    ("http://a.example/organization/statement/008/nszones.example", 8),
    ("https://a.example/statement/S010", 10),
    ("https://a.example/restatement/8", None),
    ("https://a.example/statement/eight", None),
]


@pytest.mark.parametrize(("url", "number"), ADDRESSES)
def test_a_statements_address_gives_its_number(url, number):
    assert address_number(url) == number


SAME = [
    ("https://www.a.example/x/", "http://a.example/x"),
    ("https://a.example:443/x", "https://A.example/x"),
    ("https://a.example/x?utm_source=feed&id=3", "https://a.example/x?id=3"),
    ("https://a.example/x?ref=other.example", "https://a.example/x"),
    ("https://a.example/x#part", "https://a.example/x"),
    ("https://a.example/o/statement/8/", "https://a.example/o/statement/008/a-slug.with.dots"),
    ("https://a.example/a%20b", "https://a.example/a b"),
]
OTHER = [
    ("https://a.example/x?id=3", "https://a.example/x?id=4"),
    ("https://a.example/x", "https://b.example/x"),
    ("https://a.example:8080/x", "https://a.example/x"),
    ("https://a.example/X", "https://a.example/x"),
    ("https://a.example/x?ref=S010", "https://a.example/x"),
    ("https://a.example/o/statement/8/", "https://a.example/o/statement/80/"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_address_are_equal(one, other):
    assert url_key(one) == url_key(other)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_different_addresses_differ(one, other):
    assert url_key(one) != url_key(other)


@given(st.text())
def test_any_text_can_be_taken_for_an_address_or_a_title(text):
    url_key(text)
    address_number(text)
    host(text)
    title_key(text)
