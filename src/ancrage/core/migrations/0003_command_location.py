"""Let an answer send a person to an address of any length."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("core", "0002_journal_of_a_study")]

    operations = [
        migrations.AlterField("command", "location", models.TextField(blank=True)),
    ]
