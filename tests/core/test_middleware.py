"""What every request goes through."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ancrage.fieldwork.models import ImportBatch


@pytest.mark.parametrize("address", ["/publications/?page=%00", "/publications/a%00b"])
def test_an_address_with_a_nul_is_not_understood(as_, address):
    refused = as_(None).get(address)
    assert refused.status_code == 400
    assert "Rien n’a été modifié" in refused.content.decode()


@pytest.mark.parametrize("other", ["content", "name"])
def test_a_command_sent_again_with_another_file_is_refused(other, cast, as_):
    """A file mended and dropped again may keep its name and its size."""
    url = reverse("fieldwork:batch_create", args=[cast.study.slug])
    command, client = str(uuid.uuid4()), as_(cast.admin)
    sent = {"name": "entretiens.csv", "content": b"a,b"}
    changed = sent | {other: {"name": "autre.csv", "content": b"a;b"}[other]}
    first, again, reused = (
        client.post(url, {"commande": command, "fichiers": SimpleUploadedFile(**file)})
        for file in (sent, sent, changed)
    )
    assert (first.status_code, again.status_code, reused.status_code) == (302, 303, 422)
    assert again["Location"] == first["Location"]
    assert ImportBatch.objects.count() == 1


def test_an_expired_form_is_told_in_our_words(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.admin)
    refused = client.post("/comptes/reglages/", {"commande": "x"})
    assert refused.status_code == 403
    assert "web/error_403.html" in [template.name for template in refused.templates]
