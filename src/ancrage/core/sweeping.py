"""Keep apart those who make files before their rows exist and those who sweep orphan files.

On SQLite every writing transaction excludes the others. On PostgreSQL an advisory lock, released at
the end of the transaction, does.
"""

from typing import Final

from django.db import connection

_LOCK: Final = 0x414E4352  # « ANCR »


def shield_new_files() -> None:
    """In a transaction: files made from now on can't be swept before it ends."""
    _lock("pg_advisory_xact_lock_shared")


def wait_for_new_files() -> None:
    """In a transaction: wait until nobody makes files whose rows are not there yet."""
    _lock("pg_advisory_xact_lock")


def _lock(function: str) -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("Files are made and swept inside a transaction.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}(%s)", [_LOCK])
