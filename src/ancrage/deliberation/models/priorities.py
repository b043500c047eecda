"""Priorities that a meeting sets: ballots under several rules, and the decision, kept apart."""

import secrets
from typing import Final, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ancrage.accounts.models import User
from ancrage.core.models import AccessQuerySet, Traceable, Versioned
from ancrage.deliberation.models.meeting import Meeting
from ancrage.evidence.models import Stake

_KEYS: Final = 62  # bits


def any_key() -> int:
    """Return a key by chance: rows numbered as they come would tell who voted when."""
    return secrets.randbits(_KEYS) or 1


class PriorityRound(Versioned):
    """A question put to the vote of a meeting. Its rules are frozen when the votes open.

    ``settings`` holds ``levels``, the worded levels of the scale from worst to best, ``points``,
    what each may share out, and ``blank``, whether a blank counts as the worst level.
    """

    class Ballots(models.TextChoices):
        """What people fill in."""

        GRADES = "mentions", _("une mention par enjeu")
        POINTS = "points", _("des points à répartir")
        DUELS = "duels", _("des duels, deux enjeux à la fois")

    class State(models.TextChoices):
        """Whether votes are taken."""

        DRAFT = "preparation", _("en préparation")
        OPEN = "ouvert", _("ouvert")
        CLOSED = "clos", _("clos")

    class Blank(models.TextChoices):
        """What a choice left blank counts for; the words of ``ancrage.methods.ballots``."""

        WORST = "worst", _("la plus basse mention")
        EXCLUDED = "excluded", _("rien : ce choix a un bulletin de moins")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="rounds")
    question = models.CharField(_("question"), max_length=250)
    ballots_are = models.CharField(_("bulletin"), max_length=10, choices=Ballots)
    settings = models.JSONField(default=dict)
    state = models.CharField(_("état"), max_length=12, choices=State, default=State.DRAFT)
    opened_at = models.DateTimeField(_("ouvert le"), null=True, blank=True)
    closed_at = models.DateTimeField(_("clos le"), null=True, blank=True)
    hands_present = models.PositiveSmallIntegerField(
        _("personnes présentes au vote à main levée"), null=True, blank=True
    )

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "pk"]
        verbose_name = _("vote de priorités")

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        """Where it is prepared, opened and read."""
        meeting = self.meeting
        return reverse("deliberation:round_detail", args=[meeting.study.slug, self.uuid])

    @property
    def levels(self) -> list[str]:
        """The worded levels of the scale, worst first; none but for mentions."""
        return list(self.settings.get("levels", []))

    @property
    def points(self) -> int:
        """How many points each person may share out; 0 but for points."""
        return int(self.settings.get("points", 0))

    @property
    def blank(self) -> str:
        """What a choice left blank counts for."""
        return str(self.settings.get("blank", self.Blank.WORST))


class RoundOption(Traceable):
    """What people choose among: a stake, or a proposal born in the room."""

    round = models.ForeignKey(PriorityRound, models.CASCADE, related_name="options")
    number = models.PositiveSmallIntegerField(_("numéro"))
    label = models.CharField(_("intitulé"), max_length=250)
    stake = models.ForeignKey(Stake, models.PROTECT, null=True, blank=True, related_name="options")

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name = _("choix proposé au vote")
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="roundoption_number_once")
        ]

    def __str__(self) -> str:
        return self.label


class BallotCodeQuerySet(AccessQuerySet):
    """Readings of codes."""

    def unused(self) -> Self:
        """Keep the codes that still open a ballot."""
        return self.filter(used=False)


class BallotCode(models.Model):
    """A one-time code that lets one person vote once, by phone or on its card.

    It is tied neither to a person nor to a ballot: it only says that it was used. ``number`` stands
    on the card, so that a card typed in and a phone do not both count.
    """

    round = models.ForeignKey(PriorityRound, models.CASCADE, related_name="codes")
    number = models.PositiveSmallIntegerField(_("numéro de la carte"))
    digest = models.CharField(max_length=64, unique=True)
    used = models.BooleanField(default=False)

    objects = BallotCodeQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name = _("code de vote")
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="ballotcode_number_once")
        ]

    def __str__(self) -> str:
        return str(self.number)


class BallotQuerySet(AccessQuerySet):
    """Readings of ballots."""

    def counted(self) -> Self:
        """Keep the ballots received in time."""
        return self.filter(late=False)


class Ballot(Traceable):
    """One person's choices, without the person. ``choices`` maps an option's number to its mark.

    A mark is a level (0 is the worst) or points. For duels, a pair such as ``1-4`` is mapped to
    the number preferred, or to 0 if neither is.
    """

    class Channel(models.TextChoices):
        """How it came."""

        CARD = "carte", _("carte")
        PHONE = "telephone", _("téléphone")

    id = models.BigIntegerField(primary_key=True, default=any_key, editable=False)
    round = models.ForeignKey(PriorityRound, models.CASCADE, related_name="ballots")
    channel = models.CharField(_("voie"), max_length=10, choices=Channel)
    category = models.ForeignKey(
        "fieldwork.ActorCategory", models.PROTECT, null=True, blank=True, related_name="+"
    )
    choices = models.JSONField()
    late = models.BooleanField(_("reçu après la clôture"), default=False)

    objects = BallotQuerySet.as_manager()

    class Meta:
        ordering = ["uuid"]
        verbose_name = _("bulletin")

    def __str__(self) -> str:
        return str(self.uuid)


class HandCount(Versioned):
    """Hands counted in the room for one option at one level: a total, never ballots."""

    option = models.ForeignKey(RoundOption, models.CASCADE, related_name="hand_counts")
    level = models.PositiveSmallIntegerField(_("mention"))
    hands = models.PositiveSmallIntegerField(_("mains levées"))

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["option__number", "level"]
        verbose_name = _("mains levées")
        constraints = [models.UniqueConstraint(fields=["option", "level"], name="handcount_once")]

    def __str__(self) -> str:
        return f"{self.option} {self.level}: {self.hands}"


class Dissent(Versioned):
    """A minority position, written down and printed with the decision."""

    round = models.ForeignKey(PriorityRound, models.CASCADE, related_name="dissents")
    option = models.ForeignKey(
        RoundOption, models.CASCADE, null=True, blank=True, related_name="dissents"
    )
    held_by = models.CharField(_("portée par"), max_length=200)
    words = models.TextField(_("ce qu’elle dit"))

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("position minoritaire")

    def __str__(self) -> str:
        return self.words


class PriorityDecision(Versioned):
    """What a meeting decides after a vote, and why: no rule decides by itself."""

    round = models.ForeignKey(PriorityRound, models.CASCADE, related_name="decisions")
    option = models.ForeignKey(RoundOption, models.RESTRICT, related_name="decisions")
    kept = models.BooleanField(_("retenu pour l’étape 4"))
    rank = models.PositiveSmallIntegerField(_("rang"), null=True, blank=True)
    reason = models.TextField(_("raison"))
    decided_by = models.CharField(_("décidé par"), max_length=200)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["-kept", "rank", "pk"]
        verbose_name = _("décision de priorité")
        constraints = [
            models.UniqueConstraint(fields=["round", "option"], name="prioritydecision_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="prioritydecision_says_why"),
        ]

    def __str__(self) -> str:
        return self.option.label
