"""What every test may ask for."""

import uuid
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from ancrage.accounts.models import User
from ancrage.core.access import Role
from ancrage.studies.models import Site, Study
from tests import factories


@dataclass(frozen=True)
class Cast:
    """One study, two sites, and one person per role, named after what they may do."""

    study: Study
    site: Site
    other_site: Site
    admin: User
    national: User
    site_team: User
    other_site_team: User
    volunteer: User
    partner: User
    reader: User
    former: User
    stranger: User


@pytest.fixture
def cast(db: None) -> Cast:
    """Everybody around one study."""
    study = factories.StudyFactory()
    site, other = factories.SiteFactory.create_batch(2, study=study)

    def member(role: Role, **more: Any) -> User:
        return factories.MembershipFactory(study=study, role=role, **more).user

    return Cast(
        study=study,
        site=site,
        other_site=other,
        admin=member(Role.ADMIN),
        national=member(Role.NATIONAL),
        site_team=member(Role.SITE, site=site),
        other_site_team=member(Role.SITE, site=other),
        volunteer=member(Role.VOLUNTEER),
        partner=member(Role.PARTNER, site=site),
        reader=member(Role.READER),
        former=member(Role.NATIONAL, ends="2020-01-01"),
        stranger=factories.MembershipFactory(role=Role.NATIONAL).user,
    )


class CommandClient(Client):
    """A client whose posts are signed as forms are (``sign=False`` to send them bare)."""

    def post(self, path: str, data: Any = None, *args: Any, sign: bool = True, **extra: Any) -> Any:
        data = dict(data or {})
        if sign:
            data.setdefault("commande", str(uuid.uuid4()))
        return super().post(path, data, *args, **extra)


@pytest.fixture
def as_(db: None) -> Any:
    """Return a client logged in as a person (or nobody)."""

    def client_of(user: User | None) -> CommandClient:
        client = CommandClient()
        if user is not None:
            client.force_login(user)
        return client

    return client_of


@pytest.fixture(autouse=True)
def fresh_folders(settings: Any, tmp_path: Any) -> None:
    """Give each test its own data folder and key store."""
    settings.ANCRAGE_DATA = tmp_path / "var"
    settings.ANCRAGE_KEYS = tmp_path / "keys"
    settings.ANCRAGE_MASTER_KEY = tmp_path / "keys" / "master.key"
