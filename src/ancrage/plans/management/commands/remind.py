"""``ancrage remind``: write to whoever must say where an action is."""

import argparse
from smtplib import SMTPException
from typing import Any

from django.core.mail import send_mail
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import ngettext

from ancrage.accounts.links import whole_address
from ancrage.plans import actions


class Command(BaseCommand):
    """One message an account, of what it was never reminded of; run it every day."""

    help = "Rappelle par courriel les suivis à relever et les termes proches ou passés."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take whether to send anything."""
        parser.add_argument(
            "--dry-run", action="store_true", help="dire à qui l’on écrirait, sans écrire"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Send what is due; run again, it sends nothing more."""
        failed = 0
        for reminder in actions.reminders(timezone.localdate()):
            if not options["dry_run"] and not self._sent(reminder):
                failed += 1
                continue
            self.stdout.write(f"{reminder.to.email} : {len(reminder)}")
        if failed:
            raise CommandError(
                f"{failed} messages ne sont pas partis. Ils partiront la prochaine fois ; vérifiez "
                "les réglages du courriel."
            )

    def _sent(self, reminder: actions.Reminder) -> bool:
        """Mark then send, together or not at all."""
        try:
            with transaction.atomic():
                actions.mark_reminded(reminder, at=timezone.now())
                send(reminder)
        except (OSError, SMTPException, actions.AlreadyReminded) as error:
            self.stderr.write(f"{reminder.to.email} : {type(error).__name__}")
            return False
        return True


def send(reminder: actions.Reminder) -> None:
    """Write one message in the language of the account."""
    with translation.override(reminder.to.language):
        subject = ngettext(
            "Ancrage : %(count)d action attend de vos nouvelles",
            "Ancrage : %(count)d actions attendent de vos nouvelles",
            len(reminder),
        ) % {"count": len(reminder)}
        context = {
            "name": reminder.to.name,
            "follow_ups": [(one, _follow_up_page(one)) for one in reminder.follow_ups],
            "terms": [(one, whole_address(one.get_absolute_url())) for one in reminder.terms],
        }
        text = render_to_string("plans/reminder.txt", context)
    send_mail(subject, text, None, [reminder.to.email])


def _follow_up_page(follow_up: Any) -> str:
    return whole_address(follow_up.action.url_of("follow_up_record", follow_up.months))
