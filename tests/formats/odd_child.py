"""A child of the sandbox whose readers misbehave."""

import os
import signal
import socket
import subprocess
import time

from ancrage.formats import sandbox_child
from ancrage.formats.errors import Unreadable


def sleep(name: str, data: bytes) -> str:
    time.sleep(30)
    return "woken"


def spin(name: str, data: bytes) -> str:
    while True:
        pass


def swallow(name: str, data: bytes) -> str:
    return str(len(b"x" * 10**9))


def kill(name: str, data: bytes) -> str:
    os.kill(os.getpid(), int(data))
    return "alive"


def leave(name: str, data: bytes) -> str:
    os._exit(3)


def fail(name: str, data: bytes) -> str:
    raise RuntimeError(data.decode())


def refuse(name: str, data: bytes) -> str:
    raise Unreadable("malformed", "on purpose", row=3)


def chatter(name: str, data: bytes) -> str:
    print("noise", flush=True)
    os.write(1, b"noise")
    return data.decode()


def lie(name: str, data: bytes) -> str:
    return 12  # type: ignore[return-value]


def flood(name: str, data: bytes) -> str:
    return "x" * 5_000_000


def surroundings(name: str, data: bytes) -> str:
    return " ".join([os.getcwd(), *os.listdir(), *sorted(os.environ)])  # noqa: PTH109, PTH208


def escape(name: str, data: bytes) -> str:
    attempts = {
        "network": socket.socket,
        "process": lambda: subprocess.run(["/bin/true"], check=True),
        "file": lambda: os.write(os.open("file", os.O_CREAT | os.O_WRONLY), b"x"),
    }
    refused = []
    for what, attempt in attempts.items():
        try:
            attempt()
        except OSError:
            refused.append(what)
    return " ".join(refused)


NAMES = (
    *("sleep", "spin", "swallow", "kill", "leave", "fail", "refuse", "chatter", "lie", "flood"),
    *("surroundings", "escape"),
)
READERS = dict.fromkeys(NAMES, "tests.formats.odd_child")
SIGNALS = {"too_big": signal.SIGKILL, "crashed": signal.SIGSEGV, "too_long": signal.SIGXCPU}

if __name__ == "__main__":
    sandbox_child.READERS.update(READERS)
    sandbox_child.main()
