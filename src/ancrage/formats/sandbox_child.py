"""The child of :mod:`ancrage.formats.sandbox`: reads files under limits, answers in JSON.

It shuts itself in before it imports any parser: limits of the kernel on memory, processor time,
open files and written bytes (none), no core dump; no new process; a network of its own without any
interface where the kernel permits it, and in any case no socket, process or written file from
Python. What a parser prints is lost: it might quote an interview.
"""

import contextlib
import ctypes
import json
import os
import resource
import struct
import sys
import traceback
from importlib import import_module
from typing import IO, Any

from ancrage.formats.errors import Unreadable
from ancrage.formats.plain_data import to_plain

READERS = {
    "read_document": "ancrage.formats.documents",
    "read_report_word": "ancrage.formats.report_word",
    "read_workbook": "ancrage.formats.tables",
}
LENGTH = struct.Struct(">Q")
_OPEN_FILES = 64
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system")


def main() -> None:
    """Serve requests from the standard input until it closes."""
    memory, seconds = (int(argument) for argument in sys.argv[1:])
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    shut_in(memory)
    while length := requests.read(LENGTH.size):
        request = json.loads(requests.read(LENGTH.unpack(length)[0]))
        data = requests.read(request.pop("size"))
        allow_seconds(seconds)
        _send(answers, answer(request, data))


def shut_in(memory: int) -> None:
    """Give up what reading a file doesn't need."""
    _leave_network()
    for limit, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_NPROC, 0),
    ):
        _, allowed = resource.getrlimit(limit)
        lowest = value if allowed == resource.RLIM_INFINITY else min(value, allowed)
        resource.setrlimit(limit, (lowest, lowest))
    sys.addaudithook(_refuse)


def allow_seconds(seconds: int) -> None:
    """Let the next file take so much processor time on top of what is spent."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + 1 + seconds
    _, allowed = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, allowed))


def answer(request: dict[str, Any], data: bytes) -> dict[str, Any]:
    """Return what a reader makes of ``data``, or why it could not read it."""
    function = request["function"]
    reader = getattr(import_module(READERS[function]), function)
    try:
        return {"result": to_plain(reader(request["name"], data, **request["options"]))}
    except Unreadable as error:
        return {"kind": error.kind, "detail": error.detail, "row": error.row}
    except MemoryError:
        return {"kind": "too_big", "detail": "out of memory", "row": None}
    except Exception as error:
        # A fault of ours: where it happened is told, not its message, which may quote the file.
        where = traceback.extract_tb(error.__traceback__)[-1]
        detail = f"{type(error).__name__} at {os.path.basename(where.filename)}:{where.lineno}"  # noqa: PTH119
        return {"kind": "crashed", "detail": detail, "row": None}


def _leave_network() -> None:
    """Move to a network without interfaces; kernels that forbid it leave the other limits."""
    with contextlib.suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None)
        if libc.unshare(_NEW_NETWORK) != 0:
            libc.unshare(_NEW_USER | _NEW_NETWORK)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"{event} is not for a reader of files.")


def _send(answers: IO[bytes], reply: dict[str, Any]) -> None:
    body = json.dumps(reply).encode()
    answers.write(LENGTH.pack(len(body)) + body)
    answers.flush()


if __name__ == "__main__":
    main()
