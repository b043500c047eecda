"""URLs of the front."""

from django.urls import path

from ancrage.web import views

app_name = "web"
urlpatterns = [
    path("", views.home, name="home"),
    path("etudes/<slug:study>/", views.study_dashboard, name="study_dashboard"),
    path("etudes/<slug:study>/sites/<slug:site>/", views.site_dashboard, name="site_dashboard"),
    path("livez", views.livez, name="livez"),
    path("readyz", views.readyz, name="readyz"),
]
