"""Pipes read and written before a deadline."""

import os
import select
import time
from typing import IO

_CHUNK = 64 * 1024


def write_all(pipe: IO[bytes] | None, data: bytes, deadline: float) -> None:
    """Write ``data``; ``TimeoutError`` past the deadline, ``BrokenPipeError`` if nobody reads."""
    descriptor = _descriptor(pipe)
    left = memoryview(data)
    while left:
        _wait(descriptor, select.POLLOUT, deadline)
        left = left[os.write(descriptor, left[:_CHUNK]) :]


def read_exactly(pipe: IO[bytes] | None, size: int, deadline: float) -> bytes:
    """Return ``size`` bytes; ``TimeoutError`` past the deadline, ``EOFError`` if the pipe ends."""
    descriptor = _descriptor(pipe)
    pieces: list[bytes] = []
    while size:
        _wait(descriptor, select.POLLIN, deadline)
        piece = os.read(descriptor, min(size, _CHUNK))
        if not piece:
            raise EOFError("The pipe ended.")
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def _descriptor(pipe: IO[bytes] | None) -> int:
    if pipe is None:
        raise ValueError("The process has no such pipe.")
    os.set_blocking(pipe.fileno(), False)
    return pipe.fileno()


def _wait(descriptor: int, event: int, deadline: float) -> None:
    poll = select.poll()
    poll.register(descriptor, event)
    if not poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
        raise TimeoutError("The other end takes too long.")
