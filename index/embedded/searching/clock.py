"""The time a search may take, and the exception that ends it."""

from time import monotonic


class OutOfTime(Exception):
    """The search has used up its time; what was found so far stands."""


class Clock:
    """Begins with a search, and is asked at every step of it, so that none runs long past its time."""

    def __init__(self, seconds: float) -> None:
        self._began, self._seconds = monotonic(), seconds
        self.short = False  # something was stopped short

    def check(self) -> None:
        """Raise OutOfTime when the time is over."""
        if monotonic() > self._began + self._seconds:
            raise OutOfTime

    def over(self, share: float = 1.0) -> bool:
        """Whether a share of the time is gone: what must stop then leaves the rest to what comes after it."""
        gone = monotonic() > self._began + share * self._seconds
        self.short = self.short or gone
        return gone
