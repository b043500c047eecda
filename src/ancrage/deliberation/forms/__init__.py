"""The forms of the room, one noun a file."""

from ancrage.deliberation.forms.debated import ChooseFindingsForm, WithdrawForm, WordingForm
from ancrage.deliberation.forms.meetings import CloseForm, MeetingForm, ProgrammeItemForm
from ancrage.deliberation.forms.reactions import BornFindingForm, ReactionChangeForm, ReactionForm

__all__ = [
    "BornFindingForm",
    "ChooseFindingsForm",
    "CloseForm",
    "MeetingForm",
    "ProgrammeItemForm",
    "ReactionChangeForm",
    "ReactionForm",
    "WithdrawForm",
    "WordingForm",
]
