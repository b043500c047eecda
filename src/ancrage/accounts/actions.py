"""What several rows of ``accounts`` do together."""

from uuid import UUID

from django.db import transaction

from ancrage.accounts.links import password_link
from ancrage.accounts.models import User
from ancrage.core import journal


@transaction.atomic
def open_account(
    *,
    email: str,
    name: str,
    password: str | None = None,
    may_create_studies: bool = False,
    is_instance_admin: bool = False,
    by: User | None,
) -> User:
    """Open an account; without ``password`` its owner must first choose one by a link."""
    user = User.objects.create_user(
        email,
        password,
        name=name,
        may_create_studies=may_create_studies,
        is_instance_admin=is_instance_admin,
    )
    journal.record("account.opened", user, by=by)
    return user


@transaction.atomic
def give_link(*, user: User, by: User | None, study: UUID | None = None) -> str:
    """Return the address at which ``user`` chooses a password, and write down who got it."""
    journal.record("account.link_given", user, by=by, study=study)
    return password_link(user)


@transaction.atomic
def change_profile(*, user: User, name: str, language: str) -> User:
    """Change the name and language of one's own account."""
    user.name, user.language = name, language
    user.save(update_fields=["name", "language"])
    journal.record("account.changed", user, by=user)
    return user


@transaction.atomic
def choose_password(*, user: User, password: str) -> User:
    """Replace the password of one's own account."""
    user.set_password(password)
    user.save(update_fields=["password"])
    journal.record("account.password_chosen", user, by=user)
    return user
