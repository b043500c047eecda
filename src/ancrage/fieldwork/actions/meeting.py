"""People met are written down on the spot: sealed at once, with what they agreed to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from ancrage.accounts.models import User
from ancrage.core import journal
from ancrage.core.sweeping import shield_new_files
from ancrage.fieldwork.actions.contacts import seal_contact
from ancrage.fieldwork.actions.field_interviews import interview_of
from ancrage.fieldwork.actions.identities import seal_identity
from ancrage.fieldwork.actions.interviews import record_consents
from ancrage.fieldwork.actions.preparing import SitePeople
from ancrage.fieldwork.models import ActorCategory, AgendaItem, Participant
from ancrage.formats.field_folder import FieldPerson


class AlreadyMet(Exception):
    """This person is already written down for this interview."""


@dataclass(frozen=True)
class Agreement:
    """What somebody agreed to, how, when, and to which words."""

    purposes: tuple[str, ...]
    mode: str
    form_version: str
    given_on: date


@transaction.atomic
def meet_person(
    *,
    item: AgendaItem,
    name: str,
    function: str,
    organisation: str,
    category: ActorCategory,
    contact: str,
    agreement: Agreement,
    by: User,
    today: date,
) -> Participant:
    """Write down somebody met during an interview; the name is sealed and shown to nobody.

    Raises
    ------
    AlreadyMet
        If the same name and function are already there.
    NotReachable
        If an address is given without their agreement to be contacted.
    """
    shield_new_files()
    interview = interview_of(item, by=by)
    person = FieldPerson(
        interview=interview.code,
        name=name,
        function=function,
        organisation=organisation,
        category=category.label,
        label="",
        consents=(),
        row=0,
    )
    known = SitePeople(interview.site_id).add(person)
    if interview.participants.filter(label=known.label).exists():
        raise AlreadyMet(
            _("Cette personne est déjà inscrite pour cet entretien, sous « %(label)s ».")
            % {"label": known.label}
        )
    participant = Participant.objects.create(
        interview=interview,
        category=category,
        label=known.label,
        identity=seal_identity(known.identity, interview=interview.uuid),
    )
    _record(participant, agreement, by)
    if contact:
        seal_contact(participant=participant, email=contact, by=by, today=today)
    journal.record("participant.met", participant, by=by)
    return participant


def _record(participant: Participant, agreement: Agreement, by: User) -> None:
    purposes: Iterable[str] = agreement.purposes
    record_consents(
        participant=participant,
        purposes=purposes,
        mode=agreement.mode,
        form_version=agreement.form_version,
        given_on=agreement.given_on,
        by=by,
    )
