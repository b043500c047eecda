"""What every page needs to know."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def house(request: HttpRequest) -> dict[str, Any]:
    """Tell templates whether this is the demonstration."""
    return {"is_demo": settings.DEMO}
