"""What the address of a page asks."""

from uuid import UUID

from django.http import HttpRequest


def asked_uuids(request: HttpRequest, name: str) -> list[UUID]:
    """Return the UUIDs that the address gives; what is none is ignored."""
    read = [as_uuid(value) for value in request.GET.getlist(name)]
    return [uuid for uuid in read if uuid is not None]


def as_uuid(value: str) -> UUID | None:
    """Read a UUID; nothing if it is none."""
    try:
        return UUID(value)
    except ValueError:
        return None
