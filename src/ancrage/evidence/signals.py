"""How a room above says that something of its own rests on a row of this one."""

from django.db.models import Model
from django.dispatch import Signal

# Sent with ``row`` before a finding, stake, lead or recommendation goes. A receiver returns the
# names of what rests on it, as people read them (« rapport Villes et vivre ensemble »).
asked_what_rests = Signal()


def what_rests_on(row: Model) -> list[str]:
    """Return the names of everything in the rooms above that rests on ``row``."""
    answers = asked_what_rests.send(sender=type(row), row=row)
    return [name for _receiver, names in answers for name in names or ()]
