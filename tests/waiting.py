"""Wait for something to become true."""

import time
from collections.abc import Callable
from typing import TypeVar

Value = TypeVar("Value")


def until(
    read: Callable[[], Value],
    *,
    pause: Callable[[float], None] = lambda ms: time.sleep(ms / 1000),
    seconds: float = 10,
) -> Value:
    """Return the first truthy value of ``read``, or fail after ``seconds``."""
    deadline = time.monotonic() + seconds
    while not (value := read()):
        if time.monotonic() > deadline:
            raise AssertionError(f"Still {value!r} after {seconds} s.")
        pause(20)
    return value
