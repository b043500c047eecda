"""URLs of what is published."""

from django.urls import path

from ancrage.reports.views import corrections, reading

app_name = "publications"
urlpatterns = [
    path("", reading.publication_list, name="publication_list"),
    path("<uuid:uuid>/", reading.publication_detail, name="publication_detail"),
    path("<uuid:uuid>/preuves/<int:number>/", reading.claim_evidence, name="claim_evidence"),
    path("<uuid:uuid>/corrections/", corrections.correction_list, name="correction_list"),
    path(
        "<uuid:uuid>/corrections/<uuid:correction>/",
        corrections.correction_edit,
        name="correction_edit",
    ),
    path(
        "<uuid:uuid>/corrections/<uuid:correction>/retirer/",
        corrections.correction_withdraw,
        name="correction_withdraw",
    ),
    path("<uuid:uuid>/<str:name>", reading.publication_file, name="publication_file"),
]
