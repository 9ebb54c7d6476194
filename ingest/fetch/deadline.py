"""The time that one fetch may take, shared by everything it does."""

import time

import httpcore2


class Deadline:
    """A moment that draws nearer while servers are at work, on the clock of time.monotonic."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self.patience = seconds  # how long we may still wait for our turn, which no server is to blame for

    def left(self) -> float:
        """Seconds left; raises httpcore2.ReadTimeout when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout("the deadline has passed")
        return left

    def put_off(self, seconds: float) -> None:
        """Give back the time that was spent waiting for our turn."""
        self._end += seconds
        self.patience = max(self.patience - seconds, 0.0)
