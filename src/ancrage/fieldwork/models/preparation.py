"""Step 1: what a site and the national team prepare together."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ancrage.accounts.models import User
from ancrage.core.models import AccessQuerySet, Traceable, Versioned
from ancrage.fieldwork.models.interview import ActorCategory
from ancrage.studies.models import Site


class WorkingPaper(Versioned):
    """A text that a site and the national team write together, from a template.

    ``text`` is its present state, in Markdown; every earlier one is kept as a ``PaperRevision``.
    """

    class Kind(models.TextChoices):
        """What it settles."""

        ROAD_MAP = "feuille_de_route", _("feuille de route méthodologique")
        METHOD = "methode", _("méthode de l’étape 2")

    site = models.ForeignKey(Site, models.CASCADE, related_name="working_papers")
    kind = models.CharField(_("nature"), max_length=20, choices=Kind)
    text = models.TextField(_("texte"))
    settled_on = models.DateField(_("arrêté le"), null=True, blank=True)
    settled_with = models.CharField(_("avec"), max_length=250, blank=True)

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["site", "kind"]
        verbose_name = _("document de préparation")
        constraints = [
            models.UniqueConstraint(fields=["site", "kind"], name="workingpaper_kind_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} – {self.site}"

    def get_absolute_url(self) -> str:
        """Where it is read and written."""
        site = self.site
        return reverse("fieldwork:paper_detail", args=[site.study.slug, site.slug, self.kind])


class PaperRevision(Traceable):
    """A state of a working paper, who wrote it and when. It never changes."""

    paper = models.ForeignKey(WorkingPaper, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    author = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        verbose_name = _("état d’un document de préparation")
        constraints = [
            models.UniqueConstraint(fields=["paper", "number"], name="paperrevision_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.paper} ({self.number})"


class ActorToMeet(Versioned):
    """A body or a kind of people to meet at a site. It never names a person."""

    class State(models.TextChoices):
        """How far the contact is."""

        TO_CONTACT = "a_contacter", _("à contacter")
        CONTACTED = "contacte", _("contacté")
        AGREED = "accepte", _("rendez-vous accepté")
        MET = "rencontre", _("rencontré")
        DECLINED = "decline", _("ne souhaite pas")

    site = models.ForeignKey(Site, models.CASCADE, related_name="actors_to_meet")
    category = models.ForeignKey(
        ActorCategory,
        models.PROTECT,
        related_name="actors_to_meet",
        verbose_name=_("catégorie d’acteurs"),
    )
    body = models.CharField(
        _("instance ou public"),
        max_length=200,
        help_text=_("Un organisme, un service, un groupe : jamais le nom d’une personne."),
    )
    distant = models.BooleanField(_("parmi les plus éloignés des instances"), default=False)
    approach = models.TextField(_("comment l’approcher"), blank=True)
    state = models.CharField(
        _("où en est le contact"), max_length=12, choices=State, default=State.TO_CONTACT
    )

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["site", "category__order", "body"]
        verbose_name = _("acteur à rencontrer")
        constraints = [
            models.UniqueConstraint(fields=["site", "body"], name="actortomeet_body_once")
        ]

    def __str__(self) -> str:
        return self.body


class InventoryItem(Versioned):
    """Something that exists already at a site: a body, an initiative, a partner's action."""

    class Kind(models.TextChoices):
        """Who brings it to life."""

        PARTICIPATION = "participation", _("instance ou forme de participation")
        INITIATIVE = "initiative", _("initiative portée par des habitants")
        PARTNER = "partenaire", _("action d’un partenaire")

    site = models.ForeignKey(Site, models.CASCADE, related_name="inventory")
    kind = models.CharField(_("nature"), max_length=15, choices=Kind)
    title = models.CharField(_("intitulé"), max_length=200)
    led_by = models.CharField(_("porté par"), max_length=200, blank=True)
    audience = models.CharField(_("pour qui"), max_length=200, blank=True)
    since = models.CharField(_("depuis"), max_length=40, blank=True)
    text = models.TextField(_("ce que c’est"), blank=True)

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["site", "kind", "title"]
        verbose_name = _("élément de l’inventaire")
        constraints = [
            models.UniqueConstraint(
                fields=["site", "kind", "title"], name="inventoryitem_title_once"
            )
        ]

    def __str__(self) -> str:
        return self.title


class LogEntryQuerySet(AccessQuerySet):
    """Readings of the log."""

    def owed(self) -> Self:
        """Keep the next steps that nobody has taken yet."""
        return self.exclude(next_step="").filter(done_on=None)

    def late(self, today: date) -> Self:
        """Keep the next steps that were due before ``today`` and that nobody has taken."""
        return self.owed().filter(due_on__lt=today)


class LogEntry(Versioned):
    """One line of the log in which a site is accompanied: a call, a decision, a next step."""

    class Kind(models.TextChoices):
        """What happened."""

        CALL = "appel", _("appel")
        MEETING = "reunion", _("réunion")
        MAIL = "courriel", _("courriel")
        DECISION = "decision", _("décision")

    site = models.ForeignKey(Site, models.CASCADE, related_name="log")
    on = models.DateField(_("le"))
    kind = models.CharField(_("nature"), max_length=10, choices=Kind)
    summary = models.TextField(_("ce qui s’est dit ou décidé"))
    next_step = models.CharField(_("suite à donner"), max_length=250, blank=True)
    due_on = models.DateField(_("pour le"), null=True, blank=True)
    done_on = models.DateField(_("faite le"), null=True, blank=True)
    shared = models.BooleanField(_("visible de l’équipe du site"), default=True)
    author = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = LogEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = _("ligne du carnet d’accompagnement")
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on=None) | ~Q(next_step=""), name="logentry_due_has_next_step"
            )
        ]

    def __str__(self) -> str:
        return self.summary

    def is_late(self, today: date) -> bool:
        """Tell whether its next step was due before ``today`` and is not taken."""
        return bool(self.next_step and not self.done_on and self.due_on and self.due_on < today)
