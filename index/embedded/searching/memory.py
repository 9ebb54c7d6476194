"""What was worked out before and may be wanted again, up to a size; what was wanted longest ago is forgotten first."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Known = TypeVar("Known")


class Memory(Generic[Known]):
    """Safe for many threads."""

    def __init__(self, size: int, weigh: Callable[[Known], int]) -> None:
        self._size, self._weigh = size, weigh
        self._known: OrderedDict[Hashable, tuple[Known, int]] = OrderedDict()
        self._weight = 0
        self._lock = Lock()

    def recall(self, key: Hashable) -> Known | None:
        with self._lock:
            known = self._known.get(key)
            if known is None:
                return None
            self._known.move_to_end(key)
            return known[0]

    def keep(self, key: Hashable, what: Known) -> None:
        weight = self._weigh(what)
        with self._lock:
            if key not in self._known:
                self._known[key] = what, weight
                self._weight += weight
            while self._weight > self._size:
                self._weight -= self._known.popitem(last=False)[1][1]
