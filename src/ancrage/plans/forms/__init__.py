"""The forms of action sheets, one noun a file."""

from ancrage.plans.forms.decisions import FORMS, DecisionForm
from ancrage.plans.forms.follow_ups import FollowUpForm
from ancrage.plans.forms.returns import PlainWordsForm
from ancrage.plans.forms.sheets import SheetForm

__all__ = ["FORMS", "DecisionForm", "FollowUpForm", "PlainWordsForm", "SheetForm"]
