"""The time a search may take, and the exception that ends it."""

import math
from time import monotonic


class OutOfTime(Exception):
    """The search has used up its time; what was found so far stands."""


class Clock:
    """Started for each search; asked at every block of postings, so that no search runs long past its time."""

    def __init__(self) -> None:
        self._began = self._seconds = math.inf
        self.short = False  # something was stopped short

    def start(self, seconds: float) -> None:
        self._began, self._seconds = monotonic(), seconds
        self.short = False

    def check(self) -> None:
        """Raise OutOfTime when the time is over."""
        if monotonic() > self._began + self._seconds:
            raise OutOfTime

    def over(self, share: float) -> bool:
        """Whether a share of the time is gone: what must stop then leaves the rest to what comes after it."""
        gone = monotonic() > self._began + share * self._seconds
        self.short = self.short or gone
        return gone
