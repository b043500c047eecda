"""URLs under ``/territoires/``."""

from django.urls import path

from ancrage.territories import views

app_name = "territories"
urlpatterns = [
    path("", views.territory_search, name="territory_search"),
]
