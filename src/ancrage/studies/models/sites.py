"""Sites, their themes and their answers to the common grid."""

from datetime import date

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ancrage.accounts.models import User
from ancrage.core.models import AccessQuerySet, Versioned
from ancrage.core.text import fold
from ancrage.studies.models.study import Axis, Study
from ancrage.territories.models import Territory


class SiteQuerySet(AccessQuerySet):
    """Readings of sites."""

    def called(self, name: str) -> "Site | None":
        """Return the site whose name or official code is ``name``, accents and case aside."""
        wanted = fold(name).replace("-", " ").strip()
        for site in self.select_related("territory"):
            if wanted in {site.folded, fold(site.territory.name).replace("-", " "), site.code}:
                return site
        return None


class Site(Versioned):
    """A town or an agglomeration that takes part in a study."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="sites")
    territory = models.ForeignKey(Territory, models.PROTECT, verbose_name=_("territoire"))
    name = models.CharField(_("nom"), max_length=120)
    slug = models.SlugField(max_length=60)
    order = models.PositiveSmallIntegerField(_("ordre"), default=0)
    presentation = models.TextField(_("présentation"), blank=True)

    objects = SiteQuerySet.as_manager()

    class Meta:
        ordering = ["order", "name"]
        verbose_name = _("site")
        constraints = [
            models.UniqueConstraint(fields=["study", "territory"], name="site_territory_once"),
            models.UniqueConstraint(fields=["study", "slug"], name="site_slug_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Everything that concerns the site."""
        return reverse("web:site_dashboard", args=[self.study.slug, self.slug])

    @property
    def folded(self) -> str:
        """The name as tables are searched for it."""
        return fold(self.name).replace("-", " ")

    @property
    def code(self) -> str:
        """The official code of its territory."""
        return self.territory.code

    def theme_on(self, day: date) -> "Theme | None":
        """Return the theme in force on ``day``."""
        return self.themes.filter(since__lte=day).order_by("-since", "-pk").first()


class Theme(Versioned):
    """A theme of a site from a date on; the latest is in force, the others are its history."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="themes")
    axis = models.ForeignKey(
        Axis, models.PROTECT, related_name="themes", verbose_name=_("axe d’investigation")
    )
    title = models.CharField(_("thématique"), max_length=250)
    since = models.DateField(_("depuis le"))
    reason = models.TextField(_("raison du changement"), blank=True)
    agreed_by = models.CharField(_("qui l’a accepté"), max_length=250, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, editable=False)

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-pk"]
        verbose_name = _("thématique")

    def __str__(self) -> str:
        return self.title


class ThemeProposal(Versioned):
    """A theme that somebody proposes for a site before one is chosen with it."""

    class State(models.TextChoices):
        """What became of it."""

        OPEN = "ouverte", _("en discussion")
        CHOSEN = "retenue", _("retenue")
        SET_ASIDE = "ecartee", _("écartée")

    site = models.ForeignKey(Site, models.CASCADE, related_name="theme_proposals")
    axis = models.ForeignKey(
        Axis, models.PROTECT, related_name="+", verbose_name=_("axe d’investigation")
    )
    title = models.CharField(_("thématique"), max_length=250)
    proposed_by = models.CharField(_("proposée par"), max_length=200)
    on = models.DateField(_("le"))
    why = models.TextField(_("pourquoi"), blank=True)
    state = models.CharField(_("état"), max_length=10, choices=State, default=State.OPEN)
    reason = models.TextField(_("raison du choix"), blank=True)

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = _("proposition de thématique")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="ouverte") | ~models.Q(reason=""),
                name="themeproposal_settled_says_why",
            )
        ]

    def __str__(self) -> str:
        return self.title


class GridAnswer(Versioned):
    """What a site says on one common axis."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="grid_answers")
    axis = models.ForeignKey(Axis, models.CASCADE, related_name="grid_answers")
    text = models.TextField(_("réponse du site"))

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["axis__number"]
        verbose_name = _("réponse à la grille commune")
        constraints = [
            models.UniqueConstraint(fields=["site", "axis"], name="gridanswer_site_axis_once")
        ]

    def __str__(self) -> str:
        return self.text
