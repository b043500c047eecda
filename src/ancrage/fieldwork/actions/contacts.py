"""How to reach people met: sealed like who they are, and only of those who agreed to it."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from ancrage.accounts.models import User
from ancrage.core import journal
from ancrage.core.sweeping import shield_new_files
from ancrage.fieldwork.models import Participant, Purpose
from ancrage.vault import actions as vault
from ancrage.vault.models import Kind, SealedObject


class NotReachable(Exception):
    """The person did not agree to be contacted again, or left no address."""


@transaction.atomic
def seal_contact(*, participant: Participant, email: str, by: User | None, today: date) -> None:
    """Keep the address of somebody who agrees to be contacted again; nobody reads it afterwards.

    Raises
    ------
    NotReachable
        If the person does not agree to it today: the address is not kept.
    """
    if not _agrees(participant, today):
        raise NotReachable(
            _(
                "Cette personne n’a pas accepté d’être recontactée : son adresse n’est pas gardée. "
                "Une lettre remise en main propre lui donne le même moyen de répondre."
            )
        )
    shield_new_files()
    owner = participant.interview.uuid
    sealed = vault.seal(owner=owner, kind=Kind.CONTACT, data=email.encode())
    if participant.contact is not None:
        SealedObject.objects.filter(uuid=participant.contact).delete()
    participant.contact = sealed.uuid
    participant.save(update_fields=["contact"])
    journal.record("contact.sealed", participant, by=by)


def address_of(participant: Participant, *, today: date) -> str:
    """Return the address to write to, for the machine alone.

    Raises
    ------
    NotReachable
        If the person left none, or no longer agrees to be contacted on ``today``.
    """
    if participant.contact is None or not _agrees(participant, today):
        raise NotReachable(_("Cette personne n’a pas d’adresse, ou ne veut plus être recontactée."))
    return vault.unseal_unseen(uuid=participant.contact).decode()


def _agrees(participant: Participant, today: date) -> bool:
    agreeing = Participant.objects.agreeing(Purpose.CONTACT, today)
    return agreeing.filter(pk=participant.pk).exists()
