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
from ancrage.fieldwork.forms.plans import LockForm, PlanForm
from ancrage.fieldwork.forms.preparation import (
    ActorToMeetForm,
    InventoryItemForm,
    LogEntryForm,
    PaperForm,
    SettleForm,
)
from ancrage.fieldwork.forms.visitors import DaysForm, PeriodForm, VisitorForm
from ancrage.fieldwork.forms.visits import (
    AgendaItemForm,
    CancelForm,
    DropOutForm,
    TeamsForm,
    VisitForm,
    VisitOpenForm,
)

__all__ = [
    "ActorToMeetForm",
    "AgendaItemForm",
    "CancelForm",
    "ConsentForm",
    "ConsentProofForm",
    "DaysForm",
    "DebriefForm",
    "DropForm",
    "DropOutForm",
    "GuideForm",
    "GuideOpenForm",
    "GuideQuestionForm",
    "InterviewForm",
    "InterviewerForm",
    "InventoryItemForm",
    "KeptPackForm",
    "LockForm",
    "LogEntryForm",
    "NotASending",
    "NoteForm",
    "PaperForm",
    "PaperSheetForm",
    "ParagraphForm",
    "PeriodForm",
    "PersonMetForm",
    "PlanForm",
    "SettleForm",
    "TeamsForm",
    "VisitForm",
    "VisitOpenForm",
    "VisitorForm",
    "read_device",
    "read_sending",
]
