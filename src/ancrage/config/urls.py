"""Root URLs. Paths are French and never translated."""

from django.urls import include, path

urlpatterns = [
    path("comptes/", include("ancrage.accounts.urls")),
    path("territoires/", include("ancrage.territories.urls")),
    path("etudes/", include("ancrage.studies.urls")),
    path("etudes/<slug:study>/", include("ancrage.fieldwork.urls")),
    path("etudes/<slug:study>/analyse/", include("ancrage.coding.urls")),
    path("etudes/<slug:study>/", include("ancrage.evidence.urls")),
    path("etudes/<slug:study>/debats/", include("ancrage.deliberation.urls")),
    path("etudes/<slug:study>/", include("ancrage.plans.urls")),
    path("etudes/<slug:study>/rapports/", include("ancrage.reports.urls")),
    path("reponses/", include("ancrage.deliberation.public_urls")),
    path("voter/", include("ancrage.deliberation.vote_urls")),
    path("publications/sites/", include("ancrage.plans.public_urls")),
    path("publications/", include("ancrage.reports.public_urls")),
    # Last: its « etudes/<étude>/ » would take « etudes/nouvelle/ ».
    path("", include("ancrage.web.urls")),
]

handler400 = "ancrage.web.errors.bad_request"
handler403 = "ancrage.web.errors.permission_denied"
handler404 = "ancrage.web.errors.page_not_found"
handler500 = "ancrage.web.errors.server_error"
