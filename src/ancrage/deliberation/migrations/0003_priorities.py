"""Keys by chance for ballots, numbers on the cards, people present when hands are counted."""

from django.db import migrations, models

import ancrage.deliberation.models.priorities


class Migration(migrations.Migration):
    dependencies = [("deliberation", "0002_debates")]

    operations = [
        migrations.AlterField(
            model_name="ballot",
            name="id",
            field=models.BigIntegerField(
                default=ancrage.deliberation.models.priorities.any_key,
                editable=False,
                primary_key=True,
                serialize=False,
            ),
        ),
        migrations.AddField(
            model_name="ballotcode",
            name="number",
            field=models.PositiveSmallIntegerField(default=1, verbose_name="numéro de la carte"),
            preserve_default=False,
        ),
        migrations.AlterModelOptions(
            name="ballotcode",
            options={"ordering": ["number"], "verbose_name": "code de vote"},
        ),
        migrations.AddConstraint(
            model_name="ballotcode",
            constraint=models.UniqueConstraint(
                fields=("round", "number"), name="ballotcode_number_once"
            ),
        ),
        migrations.AlterField(
            model_name="prioritydecision",
            name="option",
            field=models.ForeignKey(
                on_delete=models.RESTRICT,
                related_name="decisions",
                to="deliberation.roundoption",
            ),
        ),
        migrations.AddField(
            model_name="priorityround",
            name="hands_present",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="personnes présentes au vote à main levée"
            ),
        ),
    ]
