"""URLs of the private pages where people invited answer, without an account."""

from django.urls import path

from ancrage.deliberation.views import answers

app_name = "answers"

urlpatterns = [
    path("", answers.answer_find, name="answer_find"),
    path("merci/", answers.answer_thanks, name="answer_thanks"),
    path("<str:code>/", answers.answer_give, name="answer_give"),
]
