"""URLs of the front."""

from django.urls import path

from ancrage.web.views import across, health, home, pages, site, study

app_name = "web"
urlpatterns = [
    path("", home.home, name="home"),
    path("accessibilite/", pages.accessibility, name="accessibility"),
    path("mentions/", pages.legal, name="legal"),
    path("galerie/", pages.gallery, name="gallery"),
    path("etudes/<slug:study>/", study.study_dashboard, name="study_dashboard"),
    path("etudes/<slug:study>/sites/", across.site_comparison, name="site_comparison"),
    path("etudes/<slug:study>/sites/<slug:site>/", site.site_dashboard, name="site_dashboard"),
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
]
