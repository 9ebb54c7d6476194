"""When a source is looked at next: by its own cadence, by what it asks for, and later after each failure. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta

SOONEST = timedelta(minutes=15)
LATEST = timedelta(days=1)
UNKNOWN = timedelta(hours=1)  # for a source whose cadence nothing tells yet
REFUSED_ENOUGH = 3  # failures in a row that asking again will not mend, and the source is paused
_ENOUGH = 3  # dates that make a cadence
_SPREAD = 0.2  # of the wait, so that sources added together are not asked together for ever


def cadence(dates: Iterable[datetime], now: datetime) -> timedelta:
    """Half the usual time between two items, the present silence counted in; dates to come tell nothing."""
    past = sorted({date for date in dates if date <= now})
    if len(past) < _ENOUGH:
        return UNKNOWN
    return (now - past[0]) / len(past) / 2


def after_success(usual: timedelta, asked: timedelta, chance: float) -> timedelta:
    """The wait after a check that worked. `asked` is the shortest wait that the source itself asks for, by its TTL or
    Cache-Control; `chance` lies in [0, 1)."""
    wait = min(max(usual, asked, SOONEST), LATEST)
    return wait * (1 + _SPREAD * chance)


def after_failure(failures: int, asked: timedelta, chance: float) -> timedelta:
    """The wait after the failure that is the `failures`th in a row: doubled each time, then half of it left to chance.

    `asked` is Retry-After, which is kept in any case.
    """
    longest = min(SOONEST * (1 << min(failures, 10)), LATEST)
    return max(longest * (0.5 + 0.5 * chance), asked)
