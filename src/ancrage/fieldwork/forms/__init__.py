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
from ancrage.fieldwork.forms.notebook import NotASending, read_device, read_sending
from ancrage.fieldwork.forms.notes import (
    DebriefForm,
    KeptPackForm,
    NoteForm,
    PaperSheetForm,
    PersonMetForm,
)
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
    "DebriefForm",
    "DropForm",
    "GuideForm",
    "GuideOpenForm",
    "GuideQuestionForm",
    "InterviewForm",
    "InterviewerForm",
    "InventoryItemForm",
    "KeptPackForm",
    "LogEntryForm",
    "NotASending",
    "NoteForm",
    "PaperForm",
    "PaperSheetForm",
    "ParagraphForm",
    "PersonMetForm",
    "SettleForm",
    "read_device",
    "read_sending",
]
