"""Which changes of a page say nothing new."""

import time

import pytest

from kb.reports.intake.trivial import essence

TEXT = "In June the operator warned of a worm."


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("5 views", "1,204 views"),
        ("Views: 12 | Shares: 4", "Views: 1.2k | Shares: 9"),
        ("Comments (5)", "Comments (17)"),
        ("No comments", "1 comment"),
        ("By Ann · 12 comments", "By Ann · 13 comments"),
        ("This statement has been viewed 1 200 times.", "This statement has been viewed 1 201 times."),
        ("Visitors online: 5", "Visitors online: 7"),
        ("Advertisement\n\nBuy shoes", "Advertisement\n\nBuy hats, now!"),
        ("Advertisement\nBuy shoes", "Advertisement\nBuy hats"),
        ("Sponsored: shoes", "Sponsored: hats"),
        ("Anzeige\n\nSchuhe", "Anzeige\n\nHüte"),
        ("See https://a.example/x?utm_source=a&id=3#top", "See https://a.example/x?utm_source=b&id=3#top"),
        ("See https://a.example/x?fbclid=a.", "See https://a.example/x?fbclid=b."),
        ("[image: banner-1.gif]", "[image: banner-2.gif]"),
        ("Two   words", "Two\nwords"),
        ("12 views", ""),
    ],
)
def test_counters_adverts_tracking_and_pictures_are_no_news(before, after):
    assert essence(f"{TEXT}\n\n{before}") == essence(f"{TEXT}\n\n{after}")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("It hit 12 hosts.", "It hit 13 hosts."),
        ("We counted 12 downloads of it.", "We counted 13 downloads of it."),
        ("Advertising networks were abused by A", "Advertising networks were abused by B"),
        ("See https://a.example/x?id=3", "See https://a.example/x?id=4"),
        ("A worm", "A Worm"),
        ("192.0.2.1", "192.0.2.2"),
        ("• one\n• two", "• one"),
        (f"Advertisement\n\n{'Long words. ' * 40}", f"Advertisement\n\n{'Other words. ' * 40}"),
    ],
)
def test_what_is_said_otherwise_is_news(before, after):
    assert essence(f"{TEXT}\n\n{before}") != essence(f"{TEXT}\n\n{after}")


@pytest.mark.parametrize(
    "text",
    ["views " * 50_000, "1," * 100_000, "Ad\n\n" * 50_000, "https://a.example/?" + "a&" * 50_000, " - " * 100_000],
)
def test_hostile_text_is_compared_in_linear_time(text):
    began = time.monotonic()
    essence(text)
    assert time.monotonic() - began < 2
