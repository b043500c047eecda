"""What every request goes through."""

import pytest
from django.test import Client


@pytest.mark.parametrize("address", ["/publications/?page=%00", "/publications/a%00b"])
def test_an_address_with_a_nul_is_not_understood(as_, address):
    refused = as_(None).get(address)
    assert refused.status_code == 400
    assert "Rien n’a été modifié" in refused.content.decode()


def test_an_expired_form_is_told_in_our_words(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.admin)
    refused = client.post("/comptes/reglages/", {"commande": "x"})
    assert refused.status_code == 403
    assert "web/error_403.html" in [template.name for template in refused.templates]
