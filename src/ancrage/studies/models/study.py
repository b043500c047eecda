"""A study and what it sets out to know."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ancrage.core.dates import PartialDateField
from ancrage.core.models import AccessQuerySet, Versioned


class Study(Versioned):
    """An action research over several sites."""

    slug = models.SlugField(_("nom court"), max_length=40, unique=True)
    title = models.CharField(_("titre"), max_length=250)
    question = models.TextField(_("question de recherche"), blank=True)
    presentation = models.TextField(_("présentation"), blank=True)
    notice = models.TextField(
        _("avertissement affiché sur chaque page"),
        blank=True,
        help_text=_("Par exemple : les personnes et les propos sont inventés."),
    )

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        verbose_name = _("étude")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The study's dashboard."""
        return reverse("web:study_dashboard", args=[self.slug])


class Numbered(Versioned):
    """One line of a study's design: people cite it by its number."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="%(class)ss")
    number = models.PositiveSmallIntegerField(_("numéro"))

    objects = AccessQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["study", "number"], name="%(class)s_number_once")
        ]


class Objective(Numbered):
    """What the study wants to reach."""

    text = models.TextField(_("objectif"))

    class Meta(Numbered.Meta):
        verbose_name = _("objectif")

    def __str__(self) -> str:
        return self.text


class Hypothesis(Numbered):
    """A statement that findings support, nuance or contradict."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="hypotheses")
    title = models.CharField(_("titre"), max_length=200)
    text = models.TextField(_("hypothèse"), blank=True)

    class Meta(Numbered.Meta):
        verbose_name = _("hypothèse")

    def __str__(self) -> str:
        return self.title


class Axis(Numbered):
    """A major axis: it groups themes, and every site answers it in the common grid."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="axes")
    title = models.CharField(_("titre"), max_length=200)
    text = models.TextField(_("description"), blank=True)

    class Meta(Numbered.Meta):
        verbose_name = _("axe d’investigation")

    def __str__(self) -> str:
        return self.title


class FunderQuestion(Numbered):
    """A question that a partner asked the study to answer."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="questions")
    text = models.TextField(_("question"))
    asker = models.CharField(_("posée par"), max_length=200, blank=True)

    class Meta(Numbered.Meta):
        verbose_name = _("question du financeur")

    def __str__(self) -> str:
        return self.text


class PriorFinding(Numbered):
    """What an earlier study found, and what this one says of it."""

    class Verdict(models.TextChoices):
        """What became of the earlier finding."""

        TO_CONFIRM = "a_confirmer", _("à confirmer")
        CONFIRMED = "confirme", _("confirmé")
        NUANCED = "nuance", _("nuancé")
        REFUTED = "refute", _("réfuté")
        NOT_OBSERVED = "non_observe", _("non observé")

    study = models.ForeignKey(Study, models.CASCADE, related_name="prior_findings")
    earlier_study = models.CharField(_("étude précédente"), max_length=250)
    period = models.CharField(_("période"), max_length=60, blank=True)
    text = models.TextField(_("constat"))
    verdict = models.CharField(
        _("ce qu’il devient"), max_length=12, choices=Verdict, default=Verdict.TO_CONFIRM
    )
    comment = models.TextField(_("commentaire"), blank=True)

    class Meta(Numbered.Meta):
        verbose_name = _("constat de l’étude précédente")

    def __str__(self) -> str:
        return self.text


class Partner(Versioned):
    """An organisation and its role in the study over a period."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="partners")
    organisation = models.CharField(_("organisme"), max_length=200)
    role = models.CharField(_("rôle"), max_length=200)
    starts = PartialDateField(_("début"), blank=True)
    ends = PartialDateField(_("fin"), blank=True)
    source = models.ForeignKey(
        "studies.Source", models.PROTECT, null=True, blank=True, verbose_name=_("source")
    )

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "starts"]
        verbose_name = _("partenaire")

    def __str__(self) -> str:
        return self.organisation
