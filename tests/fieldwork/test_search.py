"""Search finds words whatever their accents and endings."""

import pytest

from ancrage.fieldwork.models import Paragraph
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("query", ["élus", "elu", "ÉLUE", "élus ville"])
def test_search_folds_accents_and_endings(query):
    version = factories.TextVersionFactory(text="Les élus de la ville écoutent.\nLa CAF aussi.")
    found = Paragraph.objects.matching(query)
    assert [p.text_version_id for p in found] == [version.pk]


@pytest.mark.parametrize("query", ["", "  ", "caf élus", '"', "NOT", "a* OR b"])
def test_search_finds_nothing_where_words_are_not_together(query):
    factories.TextVersionFactory(text="Les élus de la ville écoutent.\nLa CAF aussi.")
    assert not Paragraph.objects.matching(query).exists()


def test_search_forgets_a_deleted_paragraph():
    version = factories.TextVersionFactory(text="Les élus écoutent.")
    version.paragraphs.all().delete()
    assert not Paragraph.objects.matching("élus").exists()
