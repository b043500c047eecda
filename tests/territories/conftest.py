"""The whole official list, loaded once a module: loading it takes seconds."""

import pytest
from django.db import transaction

from ancrage.territories import actions


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """Load the official list for the tests of a module, and take it away after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield actions.load_territories()
        transaction.set_rollback(True)


@pytest.fixture
def official_list(loaded, db):
    """Give a test the official list."""
    return loaded
