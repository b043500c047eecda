"""A row that can't be taken is named, and leaves nothing behind."""

import pytest

from ancrage.core.folders import take_each
from ancrage.formats.study_folder import Fault, StudyFolder, Unfit
from ancrage.studies import actions
from ancrage.studies.models import Source
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def study():
    return factories.StudyFactory()


def read(study, tmp_path, *rows, unfit=()):
    (tmp_path / "sources.csv").write_text("\n".join(["code,titre", *rows]), encoding="utf-8")
    folder = StudyFolder(tmp_path)

    def take(row):
        source = actions.record_source(study=study, code=row["code"], title=row["titre"], by=None)
        if source.code in unfit:
            raise Unfit("bad_value", "code")

    take_each(folder, "sources", take)
    return folder.faults


def test_row_that_is_unfit_leaves_a_fault_and_no_trace(study, tmp_path):
    faults = read(study, tmp_path, "S1,Un", "S2,Deux", "S3,Trois", unfit=["S2"])
    assert faults == [Fault("bad_value", "sources.csv", 3, "code")]
    assert list(Source.objects.values_list("code", flat=True)) == ["S1", "S3"]


def test_row_that_the_database_refuses_does_not_stop_the_others(study, tmp_path):
    faults = read(study, tmp_path, "S1,Un", "S1,Encore", "S3,Trois")
    assert faults == [Fault("refused", "sources.csv", 3)]
    assert list(Source.objects.values_list("title", flat=True)) == ["Un", "Trois"]
