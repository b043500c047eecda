"""Full-text search over a column of stems: FTS5 on SQLite, GIN on PostgreSQL, same hits."""

from typing import Any, TypeVar

from django.db import connection, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.expressions import RawSQL

from ancrage.core import text

Rows = TypeVar("Rows", bound="models.QuerySet[Any]")


def matching(rows: Rows, query: str) -> Rows:
    """Keep the rows whose ``stems`` hold every word of ``query``, in any inflection."""
    found = [text.stem(word) for word, _, _ in text.words(query)]
    if not found:
        return rows.none()
    table = rows.model._meta.db_table
    if connection.vendor == "postgresql":
        sql = (
            f"SELECT id FROM {table} WHERE to_tsvector('simple', stems) @@ to_tsquery('simple', %s)"
        )
        sought = " & ".join(found)
    else:
        sql = f"SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH %s"
        sought = " ".join(f'"{word}"' for word in found)
    return rows.filter(pk__in=RawSQL(sql, [sought]))


def purge(model: type[models.Model]) -> None:
    """Take out of the index, and of the journal of writes, the words of rows already deleted.

    Deleting alone leaves the words in the files. Call it outside any transaction.
    """
    if connection.vendor != "sqlite":
        return
    table = f"{model._meta.db_table}_fts"
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def create_index(table: str, editor: BaseDatabaseSchemaEditor) -> None:
    """Create the full-text index of ``table.stems`` (in a migration)."""
    if editor.connection.vendor == "postgresql":
        editor.execute(
            f"CREATE INDEX {table}_stems ON {table} USING gin (to_tsvector('simple', stems))"
        )
        return
    editor.execute(
        f"CREATE VIRTUAL TABLE {table}_fts USING fts5("
        f"stems, content='{table}', content_rowid='id', tokenize='unicode61 remove_diacritics 0')"
    )
    insert = f"INSERT INTO {table}_fts(rowid, stems) VALUES (new.id, new.stems);"
    remove = (
        f"INSERT INTO {table}_fts({table}_fts, rowid, stems) VALUES ('delete', old.id, old.stems);"
    )
    for event, body in (("INSERT", insert), ("DELETE", remove), ("UPDATE", remove + insert)):
        editor.execute(
            f"CREATE TRIGGER {table}_fts_{event.lower()} AFTER {event} ON {table} BEGIN {body} END"
        )


def drop_index(table: str, editor: BaseDatabaseSchemaEditor) -> None:
    """Drop what ``create_index`` made."""
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP INDEX {table}_stems")
        return
    for event in ("insert", "delete", "update"):
        editor.execute(f"DROP TRIGGER {table}_fts_{event}")
    editor.execute(f"DROP TABLE {table}_fts")
