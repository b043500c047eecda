"""Meetings where people debate: restitutions, workshops."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ancrage.accounts.models import User
from ancrage.core.models import AccessQuerySet, Versioned
from ancrage.deliberation import keys
from ancrage.evidence.models import Finding
from ancrage.fieldwork.models import Interview, Participant
from ancrage.studies.models import Site, Step, Study


class MeetingQuerySet(AccessQuerySet):
    """Readings of meetings."""

    def ahead(self, today: date) -> Self:
        """Keep the meetings still to come on ``today``."""
        return self.filter(held_on__gte=today)


class Meeting(Versioned):
    """A restitution debate or a workshop, at a site, on a day.

    Once closed, what was said is the text of ``interview``: its passages then stand behind findings
    like any others.
    """

    class Kind(models.TextChoices):
        """What people come for."""

        RESTITUTION = "restitution", _("débat de restitution")
        WORKSHOP = "atelier", _("atelier")

    class State(models.TextChoices):
        """Where it is."""

        PREPARED = "preparation", _("en préparation")
        OPEN = "ouverte", _("en cours")
        CLOSED = "close", _("close")

    study = models.ForeignKey(Study, models.CASCADE, related_name="meetings")
    site = models.ForeignKey(Site, models.PROTECT, related_name="meetings")
    step = models.ForeignKey(Step, models.PROTECT, related_name="meetings")
    kind = models.CharField(_("nature"), max_length=12, choices=Kind)
    title = models.CharField(_("titre"), max_length=200)
    held_on = models.DateField(_("le"))
    starts = models.TimeField(_("de"), null=True, blank=True)
    ends = models.TimeField(_("à"), null=True, blank=True)
    place = models.CharField(_("lieu"), max_length=200, blank=True)
    aim = models.TextField(_("ce que nous en attendons"), blank=True)
    state = models.CharField(_("état"), max_length=12, choices=State, default=State.PREPARED)
    present = models.PositiveSmallIntegerField(_("personnes présentes"), null=True, blank=True)
    agreed = models.JSONField(
        default=list, editable=False, help_text="Purposes to which the room agreed, on closing."
    )
    cards_printed = models.PositiveSmallIntegerField(default=0, editable=False)
    interview = models.OneToOneField(
        Interview, models.SET_NULL, null=True, blank=True, related_name="meeting"
    )

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["held_on", "site__order"]
        verbose_name = _("séance")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts=None) | Q(ends=None) | Q(ends__gt=F("starts")),
                name="meeting_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its own page."""
        return reverse("deliberation:meeting_detail", args=[self.study.slug, self.uuid])


class ProgrammeItem(Versioned):
    """One line of a meeting's programme."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="programme")
    order = models.PositiveSmallIntegerField(_("ordre"), default=0)
    minutes = models.PositiveSmallIntegerField(_("durée en minutes"))
    title = models.CharField(_("intitulé"), max_length=200)
    led_by = models.CharField(_("animé par"), max_length=200, blank=True)

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("ligne du programme")

    def __str__(self) -> str:
        return self.title


class InvitationQuerySet(AccessQuerySet):
    """Readings of invitations."""

    def answered(self) -> Self:
        """Keep the invitations that got an answer."""
        return self.exclude(answer="")

    def totals(self) -> dict[str, int]:
        """Return how many were made, reached people, were answered, and who came."""
        return self.aggregate(
            invited=Count("pk"),
            given=Count("given_at"),
            answered=Count("pk", filter=~Q(answer="")),
            coming=Count("pk", filter=Q(answer="vient")),
            came=Count("pk", filter=Q(came=True)),
        )


class Invitation(Versioned):
    """A way to answer given to one person met: by mail, by a private link or on paper.

    Only a digest of the link's secret is kept. Nobody is written to without having agreed to it:
    those who did not get a letter that the site hands over.
    """

    class Channel(models.TextChoices):
        """How it reaches the person."""

        MAIL = "courriel", _("courriel")
        LETTER = "lettre", _("lettre")
        BY_HAND = "main_propre", _("remise en main propre")

    class Answer(models.TextChoices):
        """What the person says."""

        COMES = "vient", _("viendra")
        WRITES = "ecrit", _("ne vient pas mais réagit par écrit")
        DECLINES = "decline", _("ne viendra pas")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="invitations")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="invitations")
    channel = models.CharField(_("voie"), max_length=12, choices=Channel)
    secret_digest = models.CharField(max_length=64, unique=True, editable=False)
    given_at = models.DateTimeField(_("remise le"), null=True, blank=True)
    answer = models.CharField(_("réponse"), max_length=10, choices=Answer, blank=True)
    answered_at = models.DateTimeField(_("répondu le"), null=True, blank=True)
    came = models.BooleanField(_("présente"), null=True)
    agreed = models.JSONField(
        default=list, editable=False, help_text="Purposes to which the person agrees, in answering."
    )
    renewals = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "participant__label"]
        verbose_name = _("invitation")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "participant"], name="invitation_person_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.participant} – {self.meeting}"

    @property
    def code(self) -> str:
        """What opens the answer; empty once the secret key changed: renew the invitation then."""
        code = keys.code_of(self.uuid, self.renewals)
        return code if keys.digest(code) == self.secret_digest else ""

    @property
    def printed_code(self) -> str:
        """The code as letters print it."""
        return keys.grouped(self.code) if self.code else ""


class DebatedFindingQuerySet(AccessQuerySet):
    """Readings of the findings debated."""

    def with_stances(self) -> Self:
        """Add how many reactions take each stance: ``confirme``, ``nuance``, ``conteste``."""
        return self.annotate(
            **{
                stance: Count("reactions", filter=Q(reactions__stance=stance))
                for stance in ("confirme", "nuance", "conteste")
            }
        )


class DebatedFinding(Versioned):
    """A finding put to a debate, in words that everybody in the room understands.

    ``wording`` starts as the claim and is what the room was shown, whatever becomes of the claim.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="debated")
    finding = models.ForeignKey(Finding, models.PROTECT, related_name="debated")
    order = models.PositiveSmallIntegerField(_("ordre"), default=0)
    wording = models.TextField(_("en mots simples"))
    withdrawn = models.BooleanField(_("retiré du débat"), default=False)
    withdrawn_because = models.CharField(_("pourquoi il est retiré"), max_length=300, blank=True)

    objects = DebatedFindingQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("constat débattu")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "finding"], name="debatedfinding_once"),
            models.CheckConstraint(
                condition=Q(withdrawn=False) | ~Q(withdrawn_because=""),
                name="debatedfinding_withdrawn_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.wording


class ReactionQuerySet(AccessQuerySet):
    """Readings of reactions."""

    def pending(self) -> Self:
        """Keep the reactions that the meeting's text does not hold yet."""
        return self.filter(passage=None)


class Reaction(Versioned):
    """What somebody says of a finding, in a meeting, on a card or by a private link.

    ``words`` have had the names of the people met replaced, like every work text. ``passage`` is
    where the meeting's text holds them once it is closed.
    """

    class Stance(models.TextChoices):
        """What it does to the finding."""

        CONFIRMS = "confirme", _("confirme")
        NUANCES = "nuance", _("nuance")
        CONTESTS = "conteste", _("conteste")
        MISSING = "manque", _("manque : ce que nous n’avions pas vu")

    class Channel(models.TextChoices):
        """How it came."""

        ROOM = "salle", _("dite en séance")
        CARD = "carte", _("écrite sur une carte")
        LINK = "lien", _("envoyée par lien privé")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="reactions")
    debated = models.ForeignKey(
        DebatedFinding,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reactions",
        verbose_name=_("constat"),
    )
    stance = models.CharField(_("position"), max_length=10, choices=Stance)
    words = models.TextField(_("en ses mots"), blank=True)
    category = models.ForeignKey(
        "fieldwork.ActorCategory",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("catégorie d’acteurs"),
    )
    participant = models.ForeignKey(
        Participant, models.SET_NULL, null=True, blank=True, related_name="reactions"
    )
    table = models.CharField(_("table ou groupe"), max_length=60, blank=True)
    channel = models.CharField(_("voie"), max_length=10, choices=Channel, default=Channel.ROOM)
    finding = models.ForeignKey(
        Finding,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="born_of",
        verbose_name=_("constat né de cette réaction"),
    )
    passage = models.ForeignKey(
        "fieldwork.Passage", models.SET_NULL, null=True, blank=True, related_name="reactions"
    )
    card = models.CharField(_("numéro de la carte"), max_length=20, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = ReactionQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("réaction")
        constraints = [
            models.CheckConstraint(
                condition=Q(stance="manque") | Q(debated__isnull=False),
                name="reaction_says_of_what",
            ),
            models.CheckConstraint(
                condition=~Q(stance__in=["manque", "nuance", "conteste"]) | ~Q(words=""),
                name="reaction_says_why",
            ),
            models.UniqueConstraint(
                fields=["meeting", "card"],
                condition=~Q(card=""),
                name="reaction_card_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_stance_display()} {self.words}"
