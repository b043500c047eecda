"""What is done to the official list: it is loaded, and never edited."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from ancrage.territories import loading
from ancrage.territories.models import Kind, Territory

_BATCH = 2_000
_LOADED_FIELDS = [
    "name",
    "name_folded",
    "nature",
    "department",
    "region",
    "population",
    "epci",
    "longitude",
    "latitude",
    "outline",
]


@dataclass(frozen=True)
class Loaded:
    """How many territories stand in the list after a loading; ``gone`` are of an older vintage."""

    communes: int
    epcis: int
    gone: int


@transaction.atomic
def load_territories() -> Loaded:
    """Bring the table in line with the shipped list; loading it again changes nothing.

    Territories that the list no longer holds stay, since sites may stand on them.
    """
    epcis = _upsert(loading.epci_rows())
    communes = _upsert(loading.commune_rows(_ids_by_code(Kind.EPCI)))
    return Loaded(communes, epcis, Territory.objects.count() - communes - epcis)


def _upsert(rows: Iterable[Territory]) -> int:
    saved = Territory.objects.bulk_create(
        rows,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["kind", "code"],
        update_fields=_LOADED_FIELDS,
    )
    return len(saved)


def _ids_by_code(kind: Kind) -> dict[str, int]:
    return dict(Territory.objects.filter(kind=kind).values_list("code", "pk"))
