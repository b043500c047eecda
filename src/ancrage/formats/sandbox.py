"""Read files in a child process under limits of memory, time and size.

Files come from people, parsers are large, and a parser that a file takes over or knocks out must
take nothing else with it. The child is started afresh (never forked, so that threads and open
connections of the parent don't matter), holds no secret of the parent's environment, works in an
empty folder of its own, gets bytes through a pipe and answers in JSON, whose types are checked.

What the kernel enforces: memory, processor time, no written byte, no new process (unless the parent
is root), no core dump. No network: the child leaves the parent's network where the kernel allows an
unprivileged process to (most Linux machines; many containers don't), and refuses sockets from
Python everywhere.
"""

import json
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any, Self, cast, get_type_hints

import ancrage
from ancrage.formats.documents import TextDocument
from ancrage.formats.errors import KINDS, Kind, Unreadable
from ancrage.formats.pipes import read_exactly, write_all
from ancrage.formats.plain_data import from_plain
from ancrage.formats.sandbox_child import LENGTH, READERS
from ancrage.formats.tables import MOST_ROWS, Table
from ancrage.formats.zip_reading import MEGABYTE

_CHILD = "ancrage.formats.sandbox_child"
_SOURCE = str(Path(ancrage.__file__).parents[1])
_PYTHON_OPTIONS = ("-P", "-s", "-B", "-X", "utf8")
_TIME_TO_DIE = 5.0
# The kernel kills what has no memory left; a parser in Rust or C aborts.
_DEATHS: dict[int, Kind] = {
    -signal.SIGXCPU: "too_long",
    -signal.SIGKILL: "too_big",
    -signal.SIGABRT: "too_big",
}


@dataclass(frozen=True)
class Limits:
    """What one file may take."""

    memory: int = 512 * MEGABYTE  # addresses, of which about half are ever touched
    processor_seconds: int = 30
    seconds: float = 60.0  # by the clock, on a machine that others use
    input: int = 30 * MEGABYTE
    output: int = 64 * MEGABYTE
    files: int = 100  # then a new child


class Sandbox:
    """A child process that reads one file after another, for one thread.

    It starts with the first file, and again after a crash. ::

        with Sandbox() as box:
            document = box.read_document("notes.docx", data)
    """

    def __init__(self, limits: Limits = Limits()) -> None:
        self.limits = limits
        self._child: subprocess.Popen[bytes] | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._files_left = 0

    def read_document(self, name: str, data: bytes, *, encoding: str | None = None) -> TextDocument:
        """Return what :func:`ancrage.formats.documents.read_document` does."""
        result = self.run("read_document", name, data, encoding=encoding)
        return cast(TextDocument, result)

    def read_workbook(
        self, name: str, data: bytes, *, encoding: str | None = None, most_rows: int = MOST_ROWS
    ) -> dict[str, Table]:
        """Return what :func:`ancrage.formats.tables.read_workbook` does."""
        result = self.run("read_workbook", name, data, encoding=encoding, most_rows=most_rows)
        return cast(dict[str, Table], result)

    def run(self, function: str, name: str, data: bytes, **options: Any) -> Any:
        """Return what ``function``, one of ``READERS``, makes of a file.

        Raises
        ------
        Unreadable
            From the function; or ``too_big``, ``too_long``, ``crashed``.
        """
        if len(data) > self.limits.input:
            raise Unreadable("too_big", f"{len(data)} bytes, {self.limits.input} allowed")
        reader = getattr(import_module(READERS[function]), function)
        request = {"function": function, "name": name, "options": options, "size": len(data)}
        reply = self._ask(json.dumps(request).encode(), data)
        try:
            if "kind" in reply:
                raise _unreadable(reply)
            return from_plain(get_type_hints(reader)["return"], reply["result"])
        except (KeyError, TypeError, ValueError) as error:
            self.close()
            raise Unreadable("crashed", f"answer: {type(error).__name__}") from None

    def close(self) -> None:
        """End the child and remove its folder."""
        if self._child is not None:
            self._child.kill()
            self._child.communicate()
            self._child = None
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _ask(self, request: bytes, data: bytes) -> Any:
        child = self._ready_child()
        deadline = time.monotonic() + self.limits.seconds
        try:
            for part in (LENGTH.pack(len(request)), request, data):
                write_all(child.stdin, part, deadline)
            (size,) = LENGTH.unpack(read_exactly(child.stdout, LENGTH.size, deadline))
            if size > self.limits.output:
                raise Unreadable("too_big", f"answer of {size} bytes")
            return json.loads(read_exactly(child.stdout, size, deadline))
        except (EOFError, BrokenPipeError):
            code = child.wait(timeout=_TIME_TO_DIE)
            self.close()
            raise Unreadable(_DEATHS.get(code, "crashed"), f"exit code {code}") from None
        except TimeoutError:
            self.close()
            raise Unreadable("too_long", f"more than {self.limits.seconds} seconds") from None
        except BaseException:
            self.close()  # what the child answers next would be taken for another file's
            raise

    def _ready_child(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None or self._files_left == 0:
            self.close()
            self._child = self._start()
            self._files_left = self.limits.files
        self._files_left -= 1
        return self._child

    def _start(self) -> subprocess.Popen[bytes]:
        self._folder = tempfile.TemporaryDirectory(prefix="ancrage-")
        limits = (str(self.limits.memory), str(self.limits.processor_seconds))
        return subprocess.Popen(  # noqa: S603
            [sys.executable, *_PYTHON_OPTIONS, "-m", _CHILD, *limits],
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self._folder.name,
            env={"PYTHONPATH": _SOURCE, "LC_ALL": "C.UTF-8", "TMPDIR": self._folder.name},
            start_new_session=True,
        )


def _unreadable(reply: dict[str, Any]) -> Unreadable:
    kind, detail, row = reply["kind"], reply["detail"], reply["row"]
    if kind not in KINDS or not isinstance(detail, str) or not isinstance(row, int | None):
        raise ValueError("Not a reason that a reader gives.")
    return Unreadable(kind, detail, row=row)
