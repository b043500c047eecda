"""URLs of what residents read."""

from django.urls import path

from ancrage.plans.views import public

app_name = "returns"
SITE = "<slug:study>/<slug:site>/"

urlpatterns = [
    path(SITE, public.return_detail, name="return_detail"),
    path(f"{SITE}editions/<int:edition>/", public.return_edition, name="return_edition"),
    path(f"{SITE}editions/<int:edition>.json", public.return_file, name="return_file"),
]
