"""Free memory goes back to the system. glibc keeps it for the next time; with another C library nothing happens."""

import ctypes
from contextlib import suppress

_MMAP_THRESHOLD = -3  # M_MMAP_THRESHOLD of mallopt(3)
_LARGE = 1 << 22  # bytes


def give_back() -> None:
    """What is free now, as after a dictionary of hundreds of thousands of strings."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)


def give_back_at_once() -> None:
    """From now on the memory of every large array, as soon as that goes: for a process that does nothing but write."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _LARGE)
