"""URLs of the field."""

app_name = "fieldwork"
urlpatterns: list[object] = []
