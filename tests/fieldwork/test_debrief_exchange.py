"""Debriefs go out with a study and come back."""

import pytest
from django.utils import timezone

from ancrage.fieldwork.exchange import debriefs
from ancrage.fieldwork.models import Debrief
from ancrage.formats.study_folder import StudyFolder
from tests import factories

pytestmark = pytest.mark.django_db
WRITTEN = ("visit", "team", "on", "heard", "surprised", "doubts", "to_dig", "author")


@pytest.fixture
def visit(cast):
    step = factories.StepFactory(study=cast.study, number=2)
    return factories.VisitFactory(site=cast.site, step=step)


def carried(cast, path):
    folder = StudyFolder(path)
    debriefs.import_tables(folder, study=cast.study, by=None, now=timezone.now())
    return folder


def test_debriefs_come_back_as_they_went(cast, visit, tmp_path):
    factories.DebriefFactory(visit=visit, doubts="Qui pilote ?", author=cast.national)
    before = list(Debrief.objects.values(*WRITTEN))
    debriefs.export_tables(cast.study, tmp_path)
    Debrief.objects.all().delete()
    assert carried(cast, tmp_path).faults == []
    assert list(Debrief.objects.values(*WRITTEN)) == before


@pytest.mark.parametrize(
    ("was", "becomes", "kind"),
    [
        ("2016-03-21,2016-03-21", "2016-03-20,2016-03-21", "unknown_visit"),
        ("2016-03-21,2016-03-21", "2016-03-21,2016-04-21", "outside_visit"),
        (",1,", ",3,", "bad_value"),
        ("On se parle peu.", "", "missing_value"),
        ("compte", "personne", "unknown_author"),
    ],
)
def test_what_does_not_fit_is_told_by_its_row(cast, visit, tmp_path, was, becomes, kind):
    cast.national.email = "compte@exemple.fr"
    cast.national.save()
    factories.DebriefFactory(visit=visit, author=cast.national)
    debriefs.export_tables(cast.study, tmp_path)
    Debrief.objects.all().delete()
    table = tmp_path / "bilans.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(was, becomes, 1), "utf-8")
    assert [fault.kind for fault in carried(cast, tmp_path).faults] == [kind]
    assert not Debrief.objects.exists()
