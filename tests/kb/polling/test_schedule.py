"""When a source is looked at next."""

from datetime import UTC, datetime, timedelta

import pytest

from kb.polling.schedule import LATEST, SOONEST, UNKNOWN, after_failure, after_success, cadence

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
NOTHING = timedelta()


def every(hours: float, count: int = 10) -> list[datetime]:
    return [NOW - timedelta(hours=hours * n) for n in range(1, count + 1)]


@pytest.mark.parametrize(
    ("dates", "wait"),
    [
        ([], UNKNOWN),
        ([NOW, NOW, NOW], UNKNOWN),  # all of one instant
        (every(4), timedelta(hours=2)),
        (every(48), timedelta(hours=24)),
        ([NOW + timedelta(days=400)] * 2 + every(4), timedelta(hours=2)),  # dates to come tell nothing
        ([NOW - timedelta(days=d) for d in (100, 101, 102, 103)], timedelta(days=103) / 8),  # it has fallen silent
    ],
)
def test_the_cadence_is_half_the_time_between_items(dates, wait):
    assert cadence(dates, NOW) == wait


@pytest.mark.parametrize(
    ("usual", "asked", "wait"),
    [
        (timedelta(seconds=1), NOTHING, SOONEST),
        (timedelta(days=90), NOTHING, LATEST),
        (timedelta(hours=1), timedelta(hours=5), timedelta(hours=5)),
        (timedelta(hours=5), timedelta(hours=1), timedelta(hours=5)),
        (timedelta(hours=5), timedelta(days=365), LATEST),
    ],
)
def test_the_wait_is_bounded_and_no_shorter_than_the_source_asks(usual, asked, wait):
    assert after_success(usual, asked, 0.0) == wait
    assert wait < after_success(usual, asked, 0.999) < wait * 1.2


def test_chance_spreads_the_waits_after_failures():
    assert after_failure(1, NOTHING, 0.0) == SOONEST
    assert after_failure(1, NOTHING, 0.5) == SOONEST * 1.5
    assert after_failure(10_000, NOTHING, 0.999) <= LATEST
    assert after_failure(1, timedelta(days=5), 0.0) == timedelta(days=5)
