"""URLs of the field, under ``/etudes/<étude>/``."""

from django.urls import path

from ancrage.fieldwork.views import (
    guides,
    imports,
    interviews,
    kept_packs,
    meeting,
    notebooks,
    notes,
    papers,
    people,
    preparation,
    texts,
)

NOTES = "terrain/visites/<uuid:uuid>/notes/"
NOTEBOOK = "terrain/visites/<uuid:uuid>/carnet/"

app_name = "fieldwork"
urlpatterns = [
    path("terrain/", interviews.field_overview, name="field_overview"),
    path("terrain/entretiens/", interviews.interview_list, name="interview_list"),
    path("terrain/entretiens/<str:code>/", interviews.interview_detail, name="interview_detail"),
    path(
        "terrain/entretiens/<str:code>/modifier/", interviews.interview_edit, name="interview_edit"
    ),
    path("terrain/entretiens/<str:code>/notes/", interviews.note_compare, name="note_compare"),
    path("terrain/personnes/", people.participant_list, name="participant_list"),
    path("terrain/consentements/", people.consent_list, name="consent_list"),
    path("terrain/consentements/<uuid:uuid>/", people.consent_edit, name="consent_edit"),
    path(
        "terrain/consentements/entretiens/<str:code>/",
        people.consent_complete,
        name="consent_complete",
    ),
    path("terrain/enqueteurs/", people.interviewer_list, name="interviewer_list"),
    path("terrain/enqueteurs/<uuid:uuid>/", people.interviewer_link, name="interviewer_link"),
    path("terrain/textes/", texts.text_list, name="text_list"),
    path("terrain/textes/<uuid:uuid>/relire/", texts.text_review, name="text_review"),
    path(
        "terrain/textes/<uuid:uuid>/corriger/<int:start>/",
        texts.text_correct,
        name="text_correct",
    ),
    path("terrain/importer/", imports.batch_create, name="batch_create"),
    path("terrain/importer/modeles/<str:name>", imports.batch_model, name="batch_model"),
    path("terrain/imports/", imports.batch_list, name="batch_list"),
    path("terrain/imports/<uuid:uuid>/", imports.batch_detail, name="batch_detail"),
    path("terrain/imports/<uuid:uuid>/bilan.csv", imports.batch_report, name="batch_report"),
    path("terrain/imports/<uuid:uuid>/annuler/", imports.batch_undo, name="batch_undo"),
    path("terrain/suites/", preparation.next_step_list, name="next_step_list"),
    path("sites/<slug:site>/preparation/", preparation.preparation, name="preparation"),
    path(
        "sites/<slug:site>/preparation/<slug:kind>/ajouter/",
        preparation.site_line_create,
        name="site_line_create",
    ),
    path(
        "sites/<slug:site>/preparation/<slug:kind>/<uuid:uuid>/",
        preparation.site_line_edit,
        name="site_line_edit",
    ),
    path(
        "sites/<slug:site>/preparation/<slug:kind>/<uuid:uuid>/retirer/",
        preparation.site_line_remove,
        name="site_line_remove",
    ),
    path("sites/<slug:site>/documents/<slug:paper>/", papers.paper_detail, name="paper_detail"),
    path("sites/<slug:site>/documents/<slug:paper>/ecrire/", papers.paper_edit, name="paper_edit"),
    path(
        "sites/<slug:site>/documents/<slug:paper>/arreter/",
        papers.paper_settle,
        name="paper_settle",
    ),
    path(
        "sites/<slug:site>/documents/<slug:paper>/etats/<int:number>/",
        papers.paper_revision,
        name="paper_revision",
    ),
    path("sites/<slug:site>/guides/", guides.guide_list, name="guide_list"),
    path("terrain/guides/<uuid:uuid>/", guides.guide_detail, name="guide_detail"),
    path("terrain/guides/<uuid:uuid>/modifier/", guides.guide_edit, name="guide_edit"),
    path("terrain/guides/<uuid:uuid>/arreter/", guides.guide_settle, name="guide_settle"),
    path(
        "terrain/guides/<uuid:uuid>/questions/ajouter/",
        guides.question_create,
        name="question_create",
    ),
    path(
        "terrain/guides/<uuid:uuid>/questions/<uuid:question>/",
        guides.question_edit,
        name="question_edit",
    ),
    path(
        "terrain/guides/<uuid:uuid>/questions/<uuid:question>/placer/",
        guides.question_move,
        name="question_move",
    ),
    path("terrain/notes/", notes.note_visits, name="note_visits"),
    path("terrain/envois-gardes/", kept_packs.kept_list, name="kept_list"),
    path("terrain/envois-gardes/<uuid:uuid>/", kept_packs.kept_settle, name="kept_settle"),
    path(NOTES, notes.note_desk, name="note_desk"),
    path(f"{NOTES}feuilles/", notes.note_papers, name="note_papers"),
    path(f"{NOTES}accord/", meeting.consent_paper, name="consent_paper"),
    path(f"{NOTES}bilan/<int:team>/<str:day>/", meeting.debrief_write, name="debrief_write"),
    path(f"{NOTES}<uuid:item>/", notes.note_sheet, name="note_sheet"),
    path(f"{NOTES}<uuid:item>/saisir/", notes.note_type, name="note_type"),
    path(f"{NOTES}<uuid:item>/remettre/", notes.note_hand_in, name="note_hand_in"),
    path(f"{NOTES}<uuid:item>/personnes/", meeting.person_meet, name="person_meet"),
    path(f"{NOTES}<uuid:item>/<uuid:entry>/", notes.note_edit, name="note_edit"),
    path(f"{NOTES}<uuid:item>/<uuid:entry>/barrer/", notes.note_strike, name="note_strike"),
    path(NOTEBOOK, notebooks.notebook, name="notebook"),
    path(f"{NOTEBOOK}service.js", notebooks.notebook_worker, name="notebook_worker"),
    path(f"{NOTEBOOK}jeton/", notebooks.notebook_token, name="notebook_token"),
    path(f"{NOTEBOOK}contenu/", notebooks.notebook_take, name="notebook_take"),
    path(f"{NOTEBOOK}envoi/", notebooks.notebook_send, name="notebook_send"),
]
