"""Write down what people say of the findings, live, from cards or by private link."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ancrage.accounts.models import User
from ancrage.core import editing, journal
from ancrage.deliberation.actions.meetings import NotPossible
from ancrage.deliberation.models import DebatedFinding, Meeting, Reaction
from ancrage.fieldwork.actions import names_taken_out

Channel = Reaction.Channel


class WithdrawnFinding(Exception):
    """The finding was taken out of the debate."""


class AlreadyTyped(Exception):
    """This card was typed in already."""


class AlreadyWritten(Exception):
    """The reaction stands in the text of the meeting."""


@transaction.atomic
def record_reaction(
    *,
    meeting: Meeting,
    stance: str,
    at: datetime,
    by: User | None,
    debated: DebatedFinding | None = None,
    words: str = "",
    channel: str = Channel.ROOM,
    card: str = "",
    **who: Any,
) -> Reaction:
    """Keep a reaction; the names of the people met at the site are replaced in its words.

    ``who`` holds what is known of the person: ``participant``, ``category``, ``table``.

    Raises
    ------
    NotPossible
        If nobody is in the room: a link answers before and after, the room only while it is open.
    WithdrawnFinding
        If the finding was withdrawn from the debate.
    AlreadyTyped
        If the card was typed in already.
    """
    if channel != Channel.LINK and meeting.state != Meeting.State.OPEN:
        raise NotPossible(
            _("La séance n’est pas ouverte : ouvrez-la pour noter ce qui s’y dit. Rien n’est noté.")
        )
    _refuse_withdrawn(debated)
    if card and meeting.reactions.filter(card=card).exists():
        raise AlreadyTyped(
            _("La carte %(card)s est déjà saisie : rien n’a été ajouté.") % {"card": card}
        )
    reaction = Reaction.objects.create(
        meeting=meeting,
        debated=debated,
        stance=stance,
        words=names_taken_out(meeting.site_id)(words),
        channel=channel,
        card=card,
        at=at,
        recorded_by=by,
        **who,
    )
    journal.record("reaction.recorded", reaction, by=by)
    return reaction


@transaction.atomic
def change_reaction(
    *, reaction: Reaction, expected: int, words: str, by: User | None, **values: Any
) -> Reaction:
    """Correct what was written down, until the meeting's text holds it.

    Raises
    ------
    AlreadyWritten
        If the text holds it: the text is corrected instead.
    StaleEdit
        If somebody changed it since version ``expected``.
    """
    _refuse_written(reaction)
    words = names_taken_out(reaction.meeting.site_id)(words)
    editing.change(reaction, expected=expected, words=words, **values)
    journal.record("reaction.changed", reaction, by=by)
    return reaction


@transaction.atomic
def remove_reaction(*, reaction: Reaction, by: User | None) -> None:
    """Take off a reaction noted by mistake, until the meeting's text holds it.

    Raises
    ------
    AlreadyWritten
        If the text holds it.
    """
    _refuse_written(reaction)
    journal.record("reaction.removed", reaction, by=by)
    reaction.delete()


def _refuse_withdrawn(debated: DebatedFinding | None) -> None:
    if debated is not None and debated.withdrawn:
        raise WithdrawnFinding(
            _(
                "Le constat n° %(number)d a été retiré du débat : %(because)s. Vos mots sont "
                "toujours ici : gardez-les comme « ce que nous n’avions pas vu », ou effacez-les."
            )
            % {
                "number": debated.finding.number,
                "because": debated.withdrawn_because.rstrip("."),
            }
        )


def _refuse_written(reaction: Reaction) -> None:
    if reaction.passage_id is not None:
        raise AlreadyWritten(
            _("Cette réaction est dans le texte de la séance : corrigez-la dans ce texte.")
        )
