"""URLs of reading."""

app_name = "coding"
urlpatterns: list[object] = []
