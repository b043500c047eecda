"""How people who are quoted are named in public: by a kind of actor and a size of town."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from ancrage.fieldwork.models import Participant
from ancrage.studies.models import Site, Study
from ancrage.territories.models import Kind

# Under this number of holders, a kind of actor somewhere is a name.
HOLDERS = 3
LARGE, MEDIUM = 100_000, 20_000
_RANK = re.compile(r"\s+\d+$")


@dataclass(frozen=True)
class Voices:
    """How many people of each category were met, by site and by size of town."""

    by_site: Counter[tuple[int, int]]
    by_size: Counter[tuple[int, str]]
    by_category: Counter[int]
    labels: frozenset[str]

    @classmethod
    def of(cls, study: Study) -> "Voices":
        """Count the people met in ``study``."""
        sizes = {site.pk: town_size(site) for site in study.sites.select_related("territory")}
        met = Participant.objects.filter(interview__study=study).values_list(
            "category", "interview__site", "label"
        )
        voices = cls(Counter(), Counter(), Counter(), frozenset(_short(each[2]) for each in met))
        for category, site, _label in met:
            voices.by_site[category, site] += 1
            voices.by_size[category, sizes[site]] += 1
            voices.by_category[category] += 1
        return voices

    def hush(self, words: str) -> str:
        """Return ``words`` without the labels of the people met, which tell a function.

        Somebody may be named by others: who speaks can't consent for them.
        """
        anybody = "[{}]".format(_("une personne rencontrée"))
        return self._labelled.sub(anybody, words) if self.labels else words

    @cached_property
    def _labelled(self) -> re.Pattern[str]:
        """Find a label, between brackets or where a quotation cuts them off."""
        longest_first = sorted(self.labels, key=len, reverse=True)
        either = "|".join(re.escape(label) for label in longest_first)
        return re.compile(rf"\[(?:{either})\]|\[?(?<!\w)(?:{either})(?<=\d)(?!\w)\]?")

    def name(self, who: Participant | None, site: Site, *, with_label: bool, here: bool) -> str:
        """Say who speaks.

        ``with_label`` where the person agreed to be quoted with their function; ``here`` where
        the reader knows which site it is.
        """
        if who is None:
            return _("une personne rencontrée")
        size = town_size(site)
        if with_label:
            return function(who) if here or not size else f"{function(who)}, {size}"
        category = who.category.label
        if here and self.by_site[who.category_id, site.pk] >= HOLDERS:
            return category
        if not here and size and self.by_size[who.category_id, size] >= HOLDERS:
            return f"{category}, {size}"
        if not here and self.by_category[who.category_id] >= HOLDERS:
            return category
        return _("une personne rencontrée")


def function(who: Participant) -> str:
    """Return what someone does: « Adjointe 2, Arras » is « Adjointe » in public."""
    return _RANK.sub("", _short(who.label))


def _short(label: str) -> str:
    """Return a label without its site, as texts write it: « Adjointe 2 »."""
    return label.partition(",")[0].strip()


def town_size(site: Site) -> str:
    """Return the size of a site's territory in words, empty if its population is unknown."""
    territory = site.territory
    if territory.kind == Kind.EPCI:
        return _("agglomération")
    if territory.population is None:
        return ""
    if territory.population >= LARGE:
        return _("grande ville")
    return _("ville moyenne") if territory.population >= MEDIUM else _("petite ville")
