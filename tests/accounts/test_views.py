"""Log in, choose a password, change one's settings."""

import re

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from ancrage.core.models import JournalEntry
from tests import factories
from tests.factories import PASSWORD

NEW = "quatre mots sans lien"


@pytest.fixture
def user(db):
    return factories.UserFactory()


def test_login_opens_the_home_page(user, as_):
    response = as_(None).post(
        reverse("accounts:login"), {"username": user.email, "password": PASSWORD}
    )

    assert response.status_code == 302
    assert response["Location"] == reverse("web:home")


def test_wrong_password_is_told_in_the_summary(user, as_):
    response = as_(None).post(
        reverse("accounts:login"), {"username": user.email, "password": "autre"}
    )

    assert response.status_code == 200
    assert "error-summary" in response.content.decode()


def test_login_never_leads_to_another_site(user, as_):
    response = as_(None).post(
        reverse("accounts:login"),
        {"username": user.email, "password": PASSWORD, "next": "https://ailleurs.example/"},
    )

    assert response["Location"] == reverse("web:home")


def test_demonstration_accounts_are_listed_in_the_demonstration_only(settings, cast, as_):
    cast.study.slug = settings.DEMO_STUDY
    cast.study.save()
    settings.DEMO = False
    page = reverse("accounts:login")

    assert cast.national.email not in as_(None).get(page).content.decode()

    settings.DEMO = True
    shown = as_(None).get(page).content.decode()
    assert cast.national.email in shown
    assert settings.DEMO_PASSWORD in shown


def test_profile_changes_name_and_language(user, as_):
    response = as_(user).post(
        reverse("accounts:profile"), {"name": "Solène Kervadec", "language": "en"}
    )
    user.refresh_from_db()

    assert response.status_code == 302
    assert (user.name, user.language) == ("Solène Kervadec", "en")


def test_password_is_changed_and_recorded(user, as_):
    client = as_(user)
    response = client.post(
        reverse("accounts:password_change"),
        {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW},
    )
    user.refresh_from_db()

    assert response.status_code == 302
    assert user.check_password(NEW)
    assert JournalEntry.objects.filter(verb="account.password_chosen", target=user.uuid).exists()
    assert "Votre mot de passe est changé." in client.get(response["Location"]).content.decode()


def test_password_is_not_changed_without_the_one_before(user, as_):
    as_(user).post(
        reverse("accounts:password_change"),
        {"old_password": "autre", "new_password1": NEW, "new_password2": NEW},
    )
    user.refresh_from_db()

    assert user.check_password(PASSWORD)
    assert not JournalEntry.objects.exists()


def test_link_lets_its_owner_choose_a_password_once(as_, db):
    user = factories.UserFactory(password=None)
    key = urlsafe_base64_encode(force_bytes(user.pk))
    link = reverse("accounts:password_choose", args=[key, default_token_generator.make_token(user)])
    client = as_(None)
    page = client.get(link, follow=True)
    form = page.redirect_chain[-1][0]

    client.post(form, {"new_password1": NEW, "new_password2": NEW})
    user.refresh_from_db()

    assert user.check_password(NEW)
    again = as_(None).get(link, follow=True).content.decode()
    assert re.search(r"<h1>\s*Ce lien ne fonctionne plus", again)


def test_language_cookie_serves_visitors(db, as_):
    client = as_(None)
    client.post(reverse("accounts:language"), {"langue": "en", "retour": "/comptes/connexion/"})

    assert '<html lang="en">' in client.get(reverse("accounts:login")).content.decode()


def test_language_never_leads_to_another_site(db, as_):
    response = as_(None).post(
        reverse("accounts:language"), {"langue": "en", "retour": "https://ailleurs.example/"}
    )

    assert response["Location"] == "/"
