"""URLs under ``/territoires/``."""

app_name = "territories"
urlpatterns: list[object] = []
