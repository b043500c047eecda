"""Index the stems of paragraphs for full-text search."""

from django.db import migrations

from ancrage.core import search

TABLE = "fieldwork_paragraph"


def create(apps, editor):
    search.create_index(TABLE, editor)


def drop(apps, editor):
    search.drop_index(TABLE, editor)


class Migration(migrations.Migration):
    dependencies = [("fieldwork", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
