"""How far coding is, site by site."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F

from ancrage.coding.models import Coding
from ancrage.fieldwork.models import Document
from ancrage.studies.models import Site, Study


@dataclass(frozen=True)
class SiteProgress:
    """What was coded of the texts of a site, as far as a person may see."""

    site: Site
    texts: int
    coded_texts: int
    codings: int
    coders: int


def coding_progress(study: Study, user: Any) -> list[SiteProgress]:
    """Return the progress of coding on each site of ``study``, in three queries."""
    texts = dict(
        Document.objects.visible_to(user)
        .filter(interview__study=study)
        .order_by()
        .values_list("interview__site")
        .annotate(Count("pk"))
    )
    coded = {
        row["site"]: row
        for row in Coding.objects.visible_to(user)
        .standing()
        .filter(code__study=study)
        .order_by()
        .values(site=F("passage__text_version__document__interview__site"))
        .annotate(
            coded=Count("passage__text_version__document", distinct=True),
            codings=Count("pk"),
            coders=Count("author", distinct=True),
        )
    }
    nothing = {"coded": 0, "codings": 0, "coders": 0}
    return [
        SiteProgress(
            site,
            texts.get(site.pk, 0),
            (found := coded.get(site.pk, nothing))["coded"],
            found["codings"],
            found["coders"],
        )
        for site in Site.objects.visible_to(user).filter(study=study)
    ]
