"""Background work of debates: write to those who agreed to it."""

import logging

from django.utils import timezone
from django_tasks import task

from ancrage.deliberation import actions
from ancrage.deliberation.models import Invitation
from ancrage.fieldwork.actions import NotReachable

logger = logging.getLogger(__name__)


@task()
def send_invitations(meeting: int, base: str) -> None:
    """Send the invitations by mail that were not sent yet, each in its own transaction."""
    waiting = Invitation.objects.filter(
        meeting=meeting, channel=Invitation.Channel.MAIL, given_at=None
    )
    for invitation in waiting.select_related("meeting__site", "participant__interview"):
        try:
            actions.send_invitation(
                invitation=invitation,
                base=base,
                by=None,
                today=timezone.localdate(),
                now=timezone.now(),
            )
        except NotReachable:
            logger.info("Invitation %s is not sent: no consent any more.", invitation.uuid)
