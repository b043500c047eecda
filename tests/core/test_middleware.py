"""What every request goes through."""

import pytest


@pytest.mark.parametrize("address", ["/publications/?page=%00", "/publications/a%00b"])
def test_an_address_with_a_nul_is_not_understood(as_, address):
    refused = as_(None).get(address)
    assert refused.status_code == 400
    assert "Rien n’a été modifié" in refused.content.decode()
