"""When a source is looked at next."""

from datetime import UTC, datetime, timedelta

import pytest

from kb.polling.schedule import after_failure, after_success, cadence

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
NOTHING = timedelta()
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def every(hours: float, count: int = 10) -> list[datetime]:
    return [NOW - timedelta(hours=hours * n) for n in range(1, count + 1)]


@pytest.mark.parametrize(
    ("dates", "wait"),
    [
        ([], HOUR),
        ([NOW, NOW, NOW], HOUR),  # all of one instant
        (every(4, count=2), HOUR),  # too few to tell
        (every(4, count=3), 2 * HOUR),
        ([NOW, *every(4, count=2)], 80 * MINUTE),  # what came just now counts
        (every(4), 2 * HOUR),
        (every(48), DAY),
        ([NOW + 400 * DAY] * 2 + every(4), 2 * HOUR),  # dates to come tell nothing
        ([NOW - days * DAY for days in (100, 101, 102, 103)], 103 * DAY / 8),  # it has fallen silent
    ],
)
def test_the_cadence_is_half_the_time_between_items(dates, wait):
    assert cadence(dates, NOW) == wait


@pytest.mark.parametrize(
    ("usual", "asked", "wait"),
    [
        (MINUTE, NOTHING, 15 * MINUTE),
        (90 * DAY, NOTHING, DAY),
        (HOUR, 5 * HOUR, 5 * HOUR),
        (5 * HOUR, HOUR, 5 * HOUR),
        (5 * HOUR, 365 * DAY, DAY),
    ],
)
def test_the_wait_is_bounded_and_no_shorter_than_the_source_asks(usual, asked, wait):
    assert after_success(usual, asked, 0.0) == wait
    assert wait < after_success(usual, asked, 0.999) < wait * 1.2


def test_the_wait_doubles_with_each_failure_up_to_a_day():
    waits = [after_failure(failures, NOTHING, 0.0) for failures in (1, 2, 3, 7, 8, 10_000)]
    assert waits == [15 * MINUTE, 30 * MINUTE, HOUR, 12 * HOUR, 12 * HOUR, 12 * HOUR]


def test_chance_spreads_the_waits_after_failures():
    assert after_failure(1, NOTHING, 0.5) == 22.5 * MINUTE
    assert 12 * HOUR < after_failure(10_000, NOTHING, 0.999) <= DAY
    assert after_failure(1, 5 * DAY, 0.0) == 5 * DAY
