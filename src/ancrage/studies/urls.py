"""URLs under ``/etudes/``."""

from django.urls import path

from ancrage.studies.views import calendar, facts, frame, journal, members, sites, themes

app_name = "studies"
urlpatterns = [
    path("nouvelle/", frame.study_create, name="study_create"),
    path("<slug:study>/demarche/", frame.study_frame, name="study_frame"),
    path("<slug:study>/demarche/modifier/", frame.study_edit, name="study_edit"),
    path("<slug:study>/demarche/sites/", sites.site_list, name="site_list"),
    path("<slug:study>/demarche/sites/ajouter/", sites.site_add, name="site_add"),
    path("<slug:study>/demarche/etapes/", sites.step_board, name="step_board"),
    path(
        "<slug:study>/demarche/etapes/<int:step>/productions/ajouter/",
        sites.output_add,
        name="output_add",
    ),
    path("<slug:study>/demarche/calendrier/", calendar.calendar, name="calendar"),
    path("<slug:study>/demarche/calendrier.ics", calendar.calendar_file, name="calendar_file"),
    path("<slug:study>/demarche/faits/", facts.fact_list, name="fact_list"),
    path("<slug:study>/demarche/faits/ajouter/", facts.fact_create, name="fact_create"),
    path(
        "<slug:study>/demarche/faits/<uuid:fact>/valeurs/ajouter/",
        facts.claim_create,
        name="claim_create",
    ),
    path(
        "<slug:study>/demarche/valeurs/<uuid:claim>/afficher/",
        facts.claim_choose,
        name="claim_choose",
    ),
    path("<slug:study>/demarche/<slug:kind>/ajouter/", frame.line_create, name="line_create"),
    path("<slug:study>/demarche/<slug:kind>/<uuid:uuid>/", frame.line_edit, name="line_edit"),
    path(
        "<slug:study>/demarche/<slug:kind>/<uuid:uuid>/retirer/",
        frame.line_remove,
        name="line_remove",
    ),
    path("<slug:study>/sites/<slug:site>/modifier/", sites.site_edit, name="site_edit"),
    path("<slug:study>/sites/<slug:site>/thematique/", sites.theme_change, name="theme_change"),
    path(
        "<slug:study>/sites/<slug:site>/thematique/proposer/",
        themes.proposal_create,
        name="proposal_create",
    ),
    path(
        "<slug:study>/sites/<slug:site>/thematique/propositions/<uuid:uuid>/",
        themes.proposal_settle,
        name="proposal_settle",
    ),
    path(
        "<slug:study>/sites/<slug:site>/grille/<int:axis>/", sites.grid_answer, name="grid_answer"
    ),
    path("<slug:study>/sites/<slug:site>/etapes/", sites.site_steps, name="site_steps"),
    path(
        "<slug:study>/sites/<slug:site>/etapes/<int:step>/dates/",
        sites.step_plan,
        name="step_plan",
    ),
    path(
        "<slug:study>/sites/<slug:site>/productions/<uuid:output>/",
        sites.output_deliver,
        name="output_deliver",
    ),
    path(
        "<slug:study>/sites/<slug:site>/livraisons/<uuid:uuid>/retirer/",
        sites.delivery_withdraw,
        name="delivery_withdraw",
    ),
    path("<slug:study>/reglages/membres/", members.member_list, name="member_list"),
    path("<slug:study>/reglages/membres/ajouter/", members.member_add, name="member_add"),
    path("<slug:study>/reglages/membres/<uuid:uuid>/fin/", members.member_end, name="member_end"),
    path(
        "<slug:study>/reglages/membres/<uuid:uuid>/lien/", members.member_link, name="member_link"
    ),
    path("<slug:study>/reglages/journal/", journal.journal, name="journal"),
    path("<slug:study>/reglages/journal/verifier/", journal.journal_verify, name="journal_verify"),
    path("<slug:study>/reglages/acces/", members.access_table, name="access_table"),
]
