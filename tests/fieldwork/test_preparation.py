"""Step 1 at a site: what it needs, who to meet, what exists, the log, the papers."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from ancrage.core.editing import StaleEdit
from ancrage.fieldwork import actions
from ancrage.fieldwork.models import ActorToMeet, InventoryItem, LogEntry, WorkingPaper
from ancrage.fieldwork.papers import changes
from ancrage.fieldwork.readiness import readiness
from tests import factories

NOON = datetime(2015, 11, 2, 12, tzinfo=UTC)
LATER = datetime(2015, 11, 9, 12, tzinfo=UTC)
ROAD_MAP = WorkingPaper.Kind.ROAD_MAP


def url(name, cast, *args, site=None):
    return reverse(f"fieldwork:{name}", args=[cast.study.slug, (site or cast.site).slug, *args])


def paper(cast, text="Trois réunions.", expected=0, now=NOON):
    return actions.write_paper(
        site=cast.site, kind=ROAD_MAP, text=text, expected=expected, now=now, by=cast.site_team
    )


def test_site_team_adds_an_actor_to_meet(as_, cast):
    category = factories.ActorCategoryFactory(study=cast.study)
    data = {"body": "Collectif de locataires", "category": category.pk, "state": "a_contacter"}
    response = as_(cast.site_team).post(url("site_line_create", cast, "acteurs"), data)
    assert response.url.endswith("#acteurs")
    assert ActorToMeet.objects.get().site == cast.site


def test_actor_of_another_study_s_category_is_refused(as_, cast):
    category = factories.ActorCategoryFactory()
    data = {"body": "Collectif", "category": category.pk, "state": "a_contacter"}
    response = as_(cast.site_team).post(url("site_line_create", cast, "acteurs"), data)
    assert response.status_code == 422
    assert not ActorToMeet.objects.exists()


def test_national_team_names_a_new_kind_of_actors_on_the_way(as_, cast):
    team, create = as_(cast.national), url("site_line_create", cast, "acteurs")
    data = {"body": "Caisse d’allocations familiales", "state": "a_contacter"}
    assert "Choisissez une catégorie d’acteurs." in team.post(create, data).content.decode()
    team.post(create, data | {"new_category": "CAF"})
    actor = ActorToMeet.objects.get()
    assert (actor.category.study, actor.category.label) == (cast.study, "CAF")
    both = {**data, "body": "Antenne", "category": actor.category.pk, "new_category": "Caf"}
    assert team.post(create, both).status_code == 422
    edit = url("site_line_edit", cast, "acteurs", actor.uuid)
    team.post(edit, {**data, "new_category": "Sécurité sociale", "version": 1})
    actor.refresh_from_db()
    assert actor.category.label == "Sécurité sociale"


def test_site_team_names_no_kind_of_actors(as_, cast):
    data = {"body": "Caf", "state": "a_contacter", "new_category": "CAF"}
    create = url("site_line_create", cast, "acteurs")
    assert as_(cast.site_team).post(create, data).status_code == 422
    assert "new_category" not in as_(cast.site_team).get(create).content.decode()


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("acteurs", {"body": "Conseil citoyen", "state": "a_contacter"}),
        ("inventaire", {"kind": "participation", "title": "Conseil citoyen"}),
    ],
)
def test_same_line_twice_at_a_site_is_refused_in_words(as_, cast, kind, data):
    category = factories.ActorCategoryFactory(study=cast.study)
    factories.ActorToMeetFactory(site=cast.site, category=category, body="Conseil citoyen")
    factories.InventoryItemFactory(site=cast.site, title="Conseil citoyen")
    response = as_(cast.national).post(
        url("site_line_create", cast, kind), data | {"category": category.pk}
    )
    assert response.status_code == 422
    assert "Cette ligne existe déjà pour ce site." in response.content.decode()


def test_line_is_changed_then_removed(as_, cast):
    item = factories.InventoryItemFactory(site=cast.site)
    edit = url("site_line_edit", cast, "inventaire", item.uuid)
    data = {"kind": "initiative", "title": "Jardin partagé", "version": 1}
    as_(cast.site_team).post(edit, data)
    item.refresh_from_db()
    assert (item.kind, item.title) == ("initiative", "Jardin partagé")
    as_(cast.site_team).post(url("site_line_remove", cast, "inventaire", item.uuid))
    assert not InventoryItem.objects.exists()


def test_stale_edit_of_a_line_is_refused(as_, cast):
    item = factories.InventoryItemFactory(site=cast.site)
    edit = url("site_line_edit", cast, "inventaire", item.uuid)
    data = {"kind": "initiative", "title": "Jardin", "version": 1}
    as_(cast.site_team).post(edit, data)
    response = as_(cast.national).post(edit, data | {"title": "Verger"})
    assert response.status_code == 409
    item.refresh_from_db()
    assert item.title == "Jardin"


def test_unknown_kind_of_line_is_not_found(as_, cast):
    assert as_(cast.admin).get(url("site_line_create", cast, "autre")).status_code == 404


def test_site_pages_lead_to_the_preparation_for_those_who_read_it_alone(as_, cast):
    factories.StepFactory(study=cast.study, number=1)
    pages = (
        cast.site.get_absolute_url(),
        reverse("studies:site_steps", args=[cast.study.slug, cast.site.slug]),
        reverse("studies:site_list", args=[cast.study.slug]),
    )
    for page in pages:
        for person in (cast.national, cast.site_team, cast.partner):
            assert url("preparation", cast) in as_(person).get(page).content.decode()
        for person in (cast.other_site_team, cast.volunteer, cast.reader):
            assert url("preparation", cast) not in as_(person).get(page).content.decode()


@pytest.mark.parametrize("name", ["preparation", "guide_list"])
def test_preparation_is_hidden_from_strangers_and_other_sites(as_, cast, name):
    for person in (cast.stranger, cast.other_site_team, cast.volunteer, cast.reader, cast.former):
        assert as_(person).get(url(name, cast)).status_code == 404
    for person in (cast.national, cast.site_team, cast.partner):
        assert as_(person).get(url(name, cast)).status_code == 200


def test_partner_reads_the_preparation_and_writes_nothing(as_, cast):
    partner = as_(cast.partner)
    assert "Ajouter" not in partner.get(url("preparation", cast)).content.decode()
    assert partner.get(url("site_line_create", cast, "acteurs")).status_code == 404
    assert partner.get(url("paper_edit", cast, ROAD_MAP)).status_code == 404


def test_log_line_for_the_national_team_alone_is_hidden_from_the_site(as_, cast):
    factories.LogEntryFactory(site=cast.site, summary="Doutes sur le portage")
    factories.LogEntryFactory(site=cast.site, summary="Réunion fixée", shared=True)
    page = as_(cast.site_team).get(url("preparation", cast)).content.decode()
    assert "Réunion fixée" in page
    assert "Doutes sur le portage" not in page


def test_log_keeps_who_wrote_and_refuses_a_date_without_a_next_step(as_, cast):
    data = {"on": "2015-11-03", "kind": "appel", "summary": "Premier contact", "shared": "on"}
    team = as_(cast.national)
    create = url("site_line_create", cast, "carnet")
    refused = team.post(create, data | {"due_on": "2015-12-01"})
    assert "Dites quelle suite est à donner" in refused.content.decode()
    early = data | {"next_step": "Rappeler", "done_on": "2015-11-01"}
    assert "La suite est faite avant l’échange." in team.post(create, early).content.decode()
    team.post(create, data | {"next_step": "Rappeler", "due_on": "2015-12-01"})
    entry = LogEntry.objects.get()
    assert entry.author == cast.national
    assert LogEntry.objects.owed().get() == entry
    assert entry.is_late(date(2015, 12, 2))
    assert not entry.is_late(date(2015, 12, 1))


def test_paper_is_written_from_its_template_and_keeps_its_states(as_, cast):
    factories.ThemeFactory(site=cast.site, title="Réciprocité")
    edit = url("paper_edit", cast, ROAD_MAP)
    team = as_(cast.site_team)
    assert "Réciprocité" in team.get(edit).content.decode()
    team.post(edit, {"text": "Deux réunions."})
    team.post(edit, {"text": "Trois réunions.", "version": 1})
    written = WorkingPaper.objects.get()
    assert written.text == "Trois réunions."
    assert [row.text for row in written.revisions.all()] == ["Trois réunions.", "Deux réunions."]
    page = team.get(url("paper_revision", cast, ROAD_MAP, 2)).content.decode()
    assert "<del>Deux</del>" in page
    assert "<ins>Trois</ins>" in page


def test_paper_written_by_two_people_at_once_keeps_the_first(cast):
    paper(cast)
    with pytest.raises(StaleEdit):
        paper(cast, "Autre chose.")
    with pytest.raises(StaleEdit):
        paper(cast, "Autre chose.", expected=7)
    assert WorkingPaper.objects.get().revisions.count() == 1


def test_paper_saved_without_a_change_has_no_new_state(cast):
    paper(cast)
    assert paper(cast, expected=1, now=LATER).revisions.count() == 1


def test_settled_paper_that_changes_is_to_be_settled_again(cast):
    written = paper(cast)
    actions.settle_paper(
        written, on=date(2015, 11, 2), settled_with="le comité local", expected=1, by=None
    )
    assert WorkingPaper.objects.get().settled_with == "le comité local"
    changed = paper(cast, "Quatre réunions.", expected=2, now=LATER)
    assert (changed.settled_on, changed.settled_with) == (None, "")


def test_paper_is_not_settled_before_it_was_written(as_, cast):
    paper(cast, now=LATER)
    data = {"on": "2015-11-02", "settled_with": "le comité local", "version": 1}
    response = as_(cast.site_team).post(url("paper_settle", cast, ROAD_MAP), data)
    assert response.status_code == 422
    assert WorkingPaper.objects.get().settled_on is None


def test_paper_that_nobody_wrote_is_not_settled(as_, cast):
    assert as_(cast.national).get(url("paper_settle", cast, ROAD_MAP)).status_code == 404
    assert as_(cast.national).get(url("paper_detail", cast, "autre")).status_code == 404


def test_hostile_markup_in_a_paper_stays_text(as_, cast):
    paper(cast, "## Titre\n\n<script>alerte()</script> [lien](javascript:alerte())")
    page = as_(cast.national).get(url("paper_detail", cast, ROAD_MAP)).content.decode()
    assert "<h2>Titre</h2>" in page
    assert "<script>alerte" not in page
    assert 'href="javascript' not in page


def test_changes_say_what_stayed_came_and_went():
    before = "Deux réunions auront lieu à la mairie, puis rien."
    after = "Trois réunions auront lieu à la mairie, puis un débat."
    assert [(run.change, run.text) for run in changes(before, after)] == [
        ("removed", "Deux"),
        ("added", "Trois"),
        ("kept", " réunions auront lieu à la mairie, puis "),
        ("removed", "rien."),
        ("added", "un débat."),
    ]


def test_sentences_that_only_share_a_few_words_are_changed_whole():
    runs = changes("Les partenaires de la ville.", "Les gens dont parle la carte.")
    assert [(run.change, run.text) for run in runs] == [
        ("kept", "Les "),
        ("removed", "partenaires de la ville."),
        ("added", "gens dont parle la carte."),
    ]


def test_needs_are_met_one_by_one(cast):
    assert readiness(cast.site, cast.national).met == 0
    factories.ThemeFactory(site=cast.site, axis=factories.AxisFactory(study=cast.study))
    category = factories.ActorCategoryFactory(study=cast.study)
    factories.ActorToMeetFactory(site=cast.site, category=category, distant=True)
    for kind in InventoryItem.Kind.values:
        factories.InventoryItemFactory(site=cast.site, kind=kind)
    for kind in WorkingPaper.Kind.values:
        factories.WorkingPaperFactory(site=cast.site, kind=kind, settled_on=date(2015, 11, 2))
    factories.GuideFactory(site=cast.site, settled_at=NOON)
    assert readiness(cast.site, cast.national).missing == []


def test_next_steps_of_every_site_stand_in_one_list(as_, cast):
    late = {"next_step": "Rappeler la préfecture", "due_on": date(2015, 12, 1)}
    factories.LogEntryFactory(site=cast.site, **late)
    factories.LogEntryFactory(site=cast.other_site, next_step="Envoyer la liste", shared=True)
    factories.LogEntryFactory(site=cast.site, next_step="Fini", done_on=date(2016, 1, 4))
    address = reverse("fieldwork:next_step_list", args=[cast.study.slug])
    page = as_(cast.national).get(address).content.decode()
    assert page.index("Rappeler la préfecture") < page.index("Envoyer la liste")
    assert "Fini" not in page
    assert "Rappeler" not in as_(cast.site_team).get(address).content.decode()
    assert as_(cast.stranger).get(address).status_code == 404


def test_preparation_costs_the_same_when_it_grows(as_, cast, django_assert_max_num_queries):
    client = as_(cast.national)
    category = factories.ActorCategoryFactory(study=cast.study)

    def grow():
        factories.ActorToMeetFactory(site=cast.site, category=category)
        factories.InventoryItemFactory(site=cast.site)
        factories.LogEntryFactory(site=cast.site, author=cast.national)
        factories.ThemeProposalFactory(site=cast.site)

    grow()
    client.get(url("preparation", cast))
    with django_assert_max_num_queries(100) as counted:
        client.get(url("preparation", cast))
    for _n in range(4):
        grow()
    with django_assert_max_num_queries(len(counted)):
        client.get(url("preparation", cast))
