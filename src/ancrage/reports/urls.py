"""URLs of reports."""

from django.urls import path

from ancrage.reports.views import (
    answers,
    cowriting,
    editor,
    pack,
    proofs,
    publishing,
    reports,
    state_of_play,
)

app_name = "reports"
urlpatterns = [
    path("", reports.report_list, name="report_list"),
    path("nouveau/", reports.report_create, name="report_create"),
    path("sites/<slug:site>/etat-des-lieux/", state_of_play.state_of_play, name="state_of_play"),
    path("seances/<uuid:meeting>/", pack.pack_detail, name="pack_detail"),
    path("seances/<uuid:meeting>/<str:name>", pack.pack_file, name="pack_file"),
    path("<slug:report>/", editor.report_edit, name="report_edit"),
    path("<slug:report>/couverture/", reports.report_settings, name="report_settings"),
    path("<slug:report>/retirer/", reports.report_remove, name="report_remove"),
    path("<slug:report>/sections/nouvelle/", editor.section_create, name="section_create"),
    path("<slug:report>/sections/<uuid:section>/", editor.section_edit, name="section_edit"),
    path(
        "<slug:report>/sections/<uuid:section>/deplacer/",
        editor.section_move,
        name="section_move",
    ),
    path(
        "<slug:report>/sections/<uuid:section>/retirer/",
        editor.section_remove,
        name="section_remove",
    ),
    path("<slug:report>/apercu/", proofs.report_preview, name="report_preview"),
    path(
        "<slug:report>/apercu/preuves/<int:number>/",
        proofs.preview_evidence,
        name="preview_evidence",
    ),
    path("<slug:report>/controle/", proofs.report_obstacles, name="report_obstacles"),
    path("<slug:report>/publier/", publishing.report_publish, name="report_publish"),
    path(
        "<slug:report>/presse/<uuid:printing>/", publishing.printing_detail, name="printing_detail"
    ),
    path("<slug:report>/editions/", publishing.edition_list, name="edition_list"),
    path(
        "<slug:report>/editions/<int:edition>/corrections/",
        answers.correction_list,
        name="correction_list",
    ),
    path(
        "<slug:report>/editions/<int:edition>/corrections/corrections.csv",
        answers.correction_export,
        name="correction_export",
    ),
    path(
        "<slug:report>/editions/<int:edition>/corrections/<uuid:correction>/",
        answers.correction_answer,
        name="correction_answer",
    ),
    path("<slug:report>/word/", cowriting.word_export, name="word_export"),
    path(
        "<slug:report>/sections/<uuid:section>/word/",
        cowriting.section_word_export,
        name="section_word_export",
    ),
    path("<slug:report>/word/retour/", cowriting.word_return, name="word_return"),
    path("<slug:report>/word/retour/<uuid:returned>/", cowriting.word_review, name="word_review"),
]
