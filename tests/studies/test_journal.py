"""The journal of a study: whose acts it holds, who reads it, and what vouches for it."""

import re
from pathlib import Path

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ancrage.core import journal
from ancrage.core.models import JournalCheck, JournalEntry
from ancrage.evidence.actions import record_upward
from ancrage.evidence.models import Stake
from ancrage.studies import actions
from ancrage.studies.models import Hypothesis
from ancrage.studies.wording import ACTS
from tests import factories

SOURCE = Path(__file__).resolve().parents[2] / "src" / "ancrage"


def url(cast, name="journal"):
    return reverse(f"studies:{name}", args=[cast.study.slug])


def read(client, cast, **query):
    """Return the page, its spaces made plain."""
    return " ".join(client.get(url(cast), query).content.decode().split())


def test_acts_belong_to_the_study_of_their_object_however_deep(cast):
    coding = factories.CodingFactory(
        passage__text_version__document__interview__study=cast.study, code__study=cast.study
    )
    entry = journal.record("coding.applied", coding, by=cast.national)
    assert entry.study == cast.study.uuid
    fresh = type(coding).objects.get(pk=coding.pk)
    assert journal.record("coding.removed", fresh, by=None).study == cast.study.uuid


def test_act_on_what_was_removed_stays_in_the_journal_without_a_link(as_, cast):
    stake = factories.StakeFactory(study=cast.study, title="Faire ensemble")
    journal.record("stake.recorded", stake, by=cast.national)
    address = stake.get_absolute_url()
    page = read(as_(cast.admin), cast)
    assert f'<a href="{address}">Faire ensemble</a>' in page
    assert cast.national.name in page
    stake.delete()
    journal.record("stake.removed", stake, by=cast.national)
    page = read(as_(cast.admin), cast)
    assert address not in page
    assert "2 actes" in page
    assert "retrait" in page


def test_acts_of_another_study_and_of_none_are_not_shown(as_, cast):
    journal.record("study.created", factories.StudyFactory(), by=cast.admin)
    journal.record("account.changed", cast.admin, by=cast.admin)
    assert "Aucun acte ne répond" in read(as_(cast.admin), cast)


def test_journal_is_for_administrators_of_the_study(as_, cast):
    for person in (cast.national, cast.site_team, cast.reader, cast.stranger):
        assert as_(person).get(url(cast)).status_code == 404
        assert as_(person).post(url(cast, "journal_verify")).status_code == 404


def test_journal_is_narrowed_by_act_and_by_day(as_, cast):
    add = actions.add_line
    row = add(Hypothesis, study=cast.study, by=cast.admin, title="Coopérer")
    actions.remove_row(row, by=cast.admin)
    admin = as_(cast.admin)
    assert "2 actes" in read(admin, cast)
    assert "1 acte<" in read(admin, cast, acte="removed")
    assert "2 actes" in read(admin, cast, depuis="2020-01-01")
    assert "Aucun acte" in read(admin, cast, jusque="2020-01-01")
    assert "2 actes" in read(admin, cast, acte="n-importe-quoi")


def test_journal_costs_the_same_however_long(as_, cast):
    admin = as_(cast.admin)

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            admin.get(url(cast))
        return len(captured)

    finding = factories.FindingFactory(study=cast.study)
    record_upward(
        Stake, study=cast.study, by=cast.national, title="Un", links={"findings": [finding]}
    )
    queries()
    first = queries()
    for title in "deux", "trois", "quatre":
        record_upward(
            Stake, study=cast.study, by=cast.national, title=title, links={"findings": [finding]}
        )
    assert queries() == first


def test_page_says_when_the_chain_was_verified_and_verifies_only_when_asked(as_, cast, monkeypatch):
    admin = as_(cast.admin)
    with monkeypatch.context() as context:
        context.setattr(journal, "verify", lambda: pytest.fail("A page does not walk the journal."))
        assert "pas encore été vérifiée" in read(admin, cast)
    admin.post(url(cast, "journal_verify"))
    assert JournalCheck.objects.get().broken_at is None
    assert "Chaîne d’empreintes vérifiée le" in read(admin, cast)


def test_an_entry_moved_to_another_study_breaks_the_chain(as_, cast):
    entry = journal.record("study.created", cast.study, by=cast.admin)
    other = factories.StudyFactory().uuid
    # Behind the back of the journal, which refuses changes.
    QuerySet(JournalEntry).filter(pk=entry.number).update(study=other)
    assert journal.check().broken_at == entry.number
    assert f"rompue à l’entrée {entry.number}" in read(as_(cast.admin), cast)


def test_every_act_has_its_words():
    said = re.compile(r"""journal\.(?:record|append)\(\s*f?"[^"]*\.(\w+)\"""")
    sources = (path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    acts = {act for source in sources for act in said.findall(source)}
    assert len(acts) > 20
    assert acts - set(ACTS) == set(), "Say these acts in ancrage/studies/wording.py."
