"""URLs of the ballots, without an account."""

from django.urls import path

from ancrage.deliberation.views import ballots

app_name = "votes"
urlpatterns = [
    path("", ballots.ballot_enter, name="ballot_enter"),
    path("<str:code>/", ballots.ballot_cast, name="ballot_cast"),
]
