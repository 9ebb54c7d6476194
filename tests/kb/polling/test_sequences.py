"""Feeds as they change from one poll to the next: no item is lost, none is doubled, and the ledger adds up."""

from collections import Counter

import pytest
from sqlalchemy import func, select

from kb import ledger
from kb.models import Report, Revision
from tests.kb.polling.feeds import STORY, feed, item, story
from tests.kb.polling.web import World, sums

ALL = feed(story(1), story(2), story(3))

# Each a sequence of feeds polled one after the other, what became of the items of each, and how many reports and
# revisions there are in the end.
SEQUENCES: dict[str, tuple[list[tuple[str, str]], int, int]] = {
    "grows": ([(feed(story(1)), "1 new"), (ALL, "1 unchanged, 2 new")], 3, 3),
    "shrinks and grows again": ([(ALL, "3 new"), (feed(story(3)), "1 unchanged"), (ALL, "3 unchanged")], 3, 3),
    "empties": ([(ALL, "3 new"), (feed(), ""), (ALL, "3 unchanged")], 3, 3),
    "reordered": ([(ALL, "3 new"), (feed(story(3), story(1), story(2)), "3 unchanged")], 3, 3),
    "truncated in the middle of an item": (
        [(ALL, "3 new"), (ALL[: ALL.index("number 2")], "1 unchanged, 1 failed"), (ALL, "3 unchanged")],
        3,
        3,
    ),
    "truncated at first": ([(ALL[: ALL.index("number 2")], "1 new, 1 failed"), (ALL, "1 unchanged, 2 new")], 3, 3),
    "a text is rewritten": (
        [(ALL, "3 new"), (feed(story(1), story(2, text=f"{STORY} Corrected."), story(3)), "2 unchanged, 1 revised")],
        3,
        4,
    ),
    "a text is rewritten and put back": (
        [
            (feed(story(1)), "1 new"),
            (feed(story(1, text=f"{STORY} Corrected.")), "1 revised"),
            (feed(story(1)), "1 revised"),
        ],
        1,
        3,
    ),
    "all dates are equal": (
        [(feed(*(story(n, date="Mon, 02 Feb 2026 10:00:00 GMT") for n in (1, 2, 3))), "3 new")],
        3,
        3,
    ),
    "no item has a date": ([(feed(*(story(n, date=None) for n in (1, 2, 3))), "3 new")], 3, 3),
    "dates of 1970 and of the future": (
        [
            (
                feed(
                    story(1, date="Thu, 01 Jan 1970 00:00:00 GMT"),
                    story(2, date="Fri, 01 Jan 2100 00:00:00 GMT"),
                    story(3),
                ),
                "3 new",
            )
        ],
        3,
        3,
    ),
    "guids change": (
        [
            (ALL, "3 new"),
            (feed(*(story(n, guid=f"other-{n}") for n in (1, 2, 3))), "3 unchanged"),
            (ALL, "3 unchanged"),
        ],
        3,
        3,
    ),
    "guids go and come back": (
        [(ALL, "3 new"), (feed(*(story(n, guid=None) for n in (1, 2, 3))), "3 unchanged"), (ALL, "3 unchanged")],
        3,
        3,
    ),
    "one guid for all": ([(feed(*(story(n, guid="same") for n in (1, 2, 3))), "3 new")], 3, 3),
    "links change": (
        [(ALL, "3 new"), (feed(*(story(n, link=f"https://news.example/new/{n}") for n in (1, 2, 3))), "3 unchanged")],
        3,
        3,
    ),
    "links get tracking parameters": (
        [
            (feed(story(1, guid=None)), "1 new"),
            (feed(story(1, guid=None, link="https://news.example/1?utm_source=rss&fbclid=x")), "1 unchanged"),
        ],
        1,
        1,
    ),
    "one link for all": (
        [(feed(*(story(n, guid=None, link="https://news.example/") for n in (1, 2, 3))), "3 new")],
        3,
        3,
    ),
    "items without link": ([(feed(*(story(n, link=None) for n in (1, 2, 3))), "3 new")], 3, 3),
    "items without title": ([(feed(*(story(n, title=None) for n in (1, 2, 3))), "3 new")], 3, 3),
    "items without guid, link and date": (
        [(feed(*(story(n, guid=None, link=None, date=None) for n in (1, 2, 3))), "3 new")],
        3,
        3,
    ),
    "items of text alone": ([(feed(*(item(text=f"{STORY} {n}") for n in (1, 2, 3))), "3 new")], 3, 3),
    "the very same item twice": ([(feed(story(1), story(1)), "1 new, 1 unchanged")], 1, 1),
    "an empty item": ([(feed(story(1), "<item></item>"), "1 new, 1 failed")], 1, 1),
}


def counted(words: str) -> Counter[str]:
    """`2 new, 1 failed` as numbers."""
    return Counter(
        {state: int(count) for count, _, state in (part.partition(" ") for part in words.split(", ")) if state}
    )


def again(states: Counter[str]) -> Counter[str]:
    """What the same feed gives when it is read once more."""
    kept = states["new"] + states["revised"] + states["unchanged"]
    return Counter({"unchanged": kept, "failed": states["failed"]})


@pytest.mark.parametrize("name", SEQUENCES)
def test_no_item_of_a_changing_feed_is_lost_or_doubled(world: World, name: str) -> None:
    sequence, reports, revisions = SEQUENCES[name]
    source = world.add(world.web.url("/feed"))
    for number, (written, became) in enumerate(sequence):
        world.web.put("/feed", written, "application/rss+xml")
        assert counted(sums(world.poll())) == counted(became), f"poll {number + 1}"
        world.clock.forward(hours=1)
    world.web.put("/feed", f"{written}<!-- read it again -->", "application/rss+xml")
    assert counted(sums(world.poll())) == again(counted(became))
    with world.archive.reading() as session:
        assert session.scalar(select(func.count(Report.id))) == reports
        assert session.scalar(select(func.count(Revision.id))) == revisions
        assert ledger.unbalanced(session) == []
        [balance] = ledger.balances(session)
        assert (balance.source, balance.came) == (source.name, balance.accounted)
