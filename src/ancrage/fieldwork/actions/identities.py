"""Who people met are: sealed in the vault, opened for the machine alone."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from uuid import UUID

from django.db.models import QuerySet

from ancrage.fieldwork.models import Interview, Participant
from ancrage.vault import actions as vault
from ancrage.vault.keys import NoKey
from ancrage.vault.models import Kind, SealedObject


@dataclass(frozen=True)
class Identity:
    """What is sealed about a person; ``voice`` is how texts label their turns."""

    name: str
    function: str
    organisation: str
    voice: str


def seal_identity(identity: Identity, *, interview: UUID) -> UUID:
    """Seal who somebody is under the interview's key; return what names it."""
    data = json.dumps(asdict(identity), ensure_ascii=False).encode()
    return vault.seal(owner=interview, kind=Kind.IDENTITY, data=data).uuid


def identities_at(site: int) -> Iterator[tuple[str, Identity]]:
    """Yield the label and identity of everybody met at a site. No person sees them.

    An identity whose key was destroyed is forgotten: it is passed over.
    """
    return _opened(Participant.objects.filter(interview__site=site))


def identities_in(interview: Interview) -> Iterator[tuple[str, Identity]]:
    """Yield the label and identity of everybody met in an interview. No person sees them."""
    return _opened(Participant.objects.filter(interview=interview))


def _opened(participants: QuerySet[Participant]) -> Iterator[tuple[str, Identity]]:
    people = participants.filter(identity__in=SealedObject.objects.values("uuid"))
    for label, sealed in people.values_list("label", "identity"):
        with suppress(NoKey):
            yield label, Identity(**json.loads(vault.unseal_unseen(uuid=sealed)))
