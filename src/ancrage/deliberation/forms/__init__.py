"""The forms of the room, one noun a file."""

from ancrage.deliberation.forms.cards import CardForm, CopiesForm
from ancrage.deliberation.forms.debated import ChooseFindingsForm, WithdrawForm, WordingForm
from ancrage.deliberation.forms.invitations import (
    AnswerForm,
    ChannelForm,
    CodeForm,
    ContactForm,
)
from ancrage.deliberation.forms.meetings import CloseForm, MeetingForm, ProgrammeItemForm
from ancrage.deliberation.forms.reactions import BornFindingForm, ReactionChangeForm, ReactionForm

__all__ = [
    "AnswerForm",
    "BornFindingForm",
    "CardForm",
    "ChannelForm",
    "ChooseFindingsForm",
    "CloseForm",
    "CodeForm",
    "ContactForm",
    "CopiesForm",
    "MeetingForm",
    "ProgrammeItemForm",
    "ReactionChangeForm",
    "ReactionForm",
    "WithdrawForm",
    "WordingForm",
]
