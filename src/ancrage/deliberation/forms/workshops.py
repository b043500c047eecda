"""Forms over the groups of a workshop."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy

from ancrage.core.forms import TickedRows, VersionedForm
from ancrage.deliberation.models import Cause, Meeting, PriorityDecision, Solution, WorkGroup
from ancrage.evidence.models import Finding, Stake


class GroupForm(VersionedForm):
    """Who sits at a table, and on what."""

    class Meta:
        model = WorkGroup
        fields = ["stake", "facilitator", "reporter", "present", "notes"]
        widgets = {"notes": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, meeting: Meeting, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stakes = stakes_for(meeting, user)
        if self.instance.pk:
            # access: the stake that the group works on already
            stakes = stakes | Stake.objects.filter(pk=self.instance.stake_id)
        self.fields["stake"].queryset = stakes
        kept = kept_stakes(meeting, user)
        self.fields["stake"].label_from_instance = lambda stake: _named(stake, stake.pk in kept)


def kept_stakes(meeting: Meeting, user: Any) -> set[int]:
    """Return the keys of the stakes that votes at the site of ``meeting`` kept."""
    decisions = PriorityDecision.objects.visible_to(user).filter(
        round__meeting__site=meeting.site, kept=True
    )
    return set(decisions.exclude(option__stake=None).values_list("option__stake", flat=True))


def stakes_for(meeting: Meeting, user: Any) -> Any:
    """Return what a group may work on: the stakes kept there, and those that the person reads."""
    readable = Stake.objects.visible_to(user).filter(study=meeting.study)
    # access: a stake that was kept was put to the vote in words that the person reads
    rows = Stake.objects.filter(
        Q(pk__in=kept_stakes(meeting, user)) | Q(pk__in=readable.values("pk"))
    )
    return rows.order_by("number")


def _named(stake: Stake, kept: bool) -> str:
    title = f"{stake.number}. {stake.title}"
    return gettext_lazy("%(title)s – retenu au vote") % {"title": title} if kept else title


class CauseForm(VersionedForm):
    """Why things are so."""

    class Meta:
        model = Cause
        fields = ["text", "findings"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}
        field_classes = {"findings": TickedRows}

    def __init__(self, *args: Any, group: WorkGroup, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        findings = Finding.objects.visible_to(user).filter(stakes=group.stake)
        self.fields["findings"].queryset = findings
        if not findings:
            del self.fields["findings"]


class SolutionForm(VersionedForm):
    """What could be done against which causes."""

    class Meta:
        model = Solution
        fields = ["text", "causes"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}
        field_classes = {"causes": TickedRows}

    def __init__(self, *args: Any, group: WorkGroup, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        causes = Cause.objects.visible_to(user).filter(group=group)
        self.fields["causes"].queryset = causes
        if not causes:
            del self.fields["causes"]
