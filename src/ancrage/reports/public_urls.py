"""URLs of what is published."""

app_name = "publications"
urlpatterns: list[object] = []
