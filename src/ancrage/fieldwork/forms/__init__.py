"""Forms of the field, one subject a file."""

from ancrage.fieldwork.forms.field import (
    ConsentForm,
    ConsentProofForm,
    DropForm,
    InterviewerForm,
    InterviewForm,
    ParagraphForm,
)
from ancrage.fieldwork.forms.guides import GuideForm, GuideOpenForm, GuideQuestionForm
from ancrage.fieldwork.forms.preparation import (
    ActorToMeetForm,
    InventoryItemForm,
    LogEntryForm,
    PaperForm,
    SettleForm,
)

__all__ = [
    "ActorToMeetForm",
    "ConsentForm",
    "ConsentProofForm",
    "DropForm",
    "GuideForm",
    "GuideOpenForm",
    "GuideQuestionForm",
    "InterviewForm",
    "InterviewerForm",
    "InventoryItemForm",
    "LogEntryForm",
    "PaperForm",
    "ParagraphForm",
    "SettleForm",
]
