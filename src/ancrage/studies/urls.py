"""URLs under ``/etudes/``."""

app_name = "studies"
urlpatterns: list[object] = []
