"""The first account of an installation is opened from the command line."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from ancrage.accounts.models import User
from tests import factories

pytestmark = pytest.mark.django_db


def link_printed(capsys) -> str:
    return capsys.readouterr().out.split()[-1].removeprefix("http://127.0.0.1")


def test_account_is_opened_with_a_link_that_chooses_a_password(capsys):
    call_command("open_account", "Nouvelle@exemple.fr", name="Nouvelle", may_create_studies=True)
    user = User.objects.get(email="nouvelle@exemple.fr")
    assert (user.name, user.may_create_studies, user.is_instance_admin) == ("Nouvelle", True, False)
    client = Client()
    page = client.get(link_printed(capsys), follow=True)
    secret = "une longue phrase de passe"
    client.post(page.redirect_chain[-1][0], {"new_password1": secret, "new_password2": secret})
    user.refresh_from_db()
    assert user.check_password(secret)


def test_account_that_exists_gets_a_new_link_and_no_new_right(capsys):
    user = factories.UserFactory(email="la@exemple.fr")
    call_command("open_account", "la@exemple.fr", instance_admin=True)
    user.refresh_from_db()
    assert not user.is_instance_admin
    assert "/comptes/mot-de-passe/" in link_printed(capsys)


def test_what_is_no_address_is_refused():
    with pytest.raises(CommandError):
        call_command("open_account", "pas une adresse")
