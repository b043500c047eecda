"""URLs of the evidence chain."""

app_name = "evidence"
urlpatterns: list[object] = []
