"""The forms of the room, one noun a file."""

from ancrage.deliberation.forms.ballots import BallotForm, HandsForm, PaperBallotForm
from ancrage.deliberation.forms.cards import CardForm, CopiesForm
from ancrage.deliberation.forms.debated import ChooseFindingsForm, WithdrawForm, WordingForm
from ancrage.deliberation.forms.decisions import ByWhomForm, DissentForm, decision_forms
from ancrage.deliberation.forms.invitations import (
    AnswerForm,
    ChannelForm,
    CodeForm,
    ContactForm,
)
from ancrage.deliberation.forms.meetings import CloseForm, MeetingForm, ProgrammeItemForm
from ancrage.deliberation.forms.reactions import BornFindingForm, ReactionChangeForm, ReactionForm
from ancrage.deliberation.forms.rounds import CodesForm, RoundForm
from ancrage.deliberation.forms.workshops import CauseForm, GroupForm, SolutionForm

__all__ = [
    "AnswerForm",
    "BallotForm",
    "BornFindingForm",
    "ByWhomForm",
    "CardForm",
    "CauseForm",
    "ChannelForm",
    "ChooseFindingsForm",
    "CloseForm",
    "CodeForm",
    "CodesForm",
    "ContactForm",
    "CopiesForm",
    "DissentForm",
    "GroupForm",
    "HandsForm",
    "MeetingForm",
    "PaperBallotForm",
    "ProgrammeItemForm",
    "ReactionChangeForm",
    "ReactionForm",
    "RoundForm",
    "SolutionForm",
    "WithdrawForm",
    "WordingForm",
    "decision_forms",
]
