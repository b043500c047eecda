"""Action sheets, what was decided of them, what residents read."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from ancrage.plans.models import Action, ActionDecision, FollowUp, PlainWords, SiteReturn
from tests.factories.evidence import StakeFactory
from tests.factories.studies import SiteFactory


class ActionFactory(DjangoModelFactory):
    """A proposed sheet; ``adopted=True`` for one that the site adopted on 10 May 2017."""

    class Meta:
        model = Action
        skip_postgeneration_save = True

    class Params:
        adopted = factory.Trait(
            state=Action.State.ADOPTED,
            led_by="Service de la vie associative",
            due_on=date(2017, 12, 1),
            decided_on=date(2017, 5, 10),
            decided_by="le comité de site",
        )

    site = factory.SubFactory(SiteFactory)
    number = factory.Sequence(lambda n: n % 30_000 + 1)
    title = "Écrire les critères de réussite"

    @factory.post_generation
    def decided(self, create, extracted, **kwargs):
        if self.state != Action.State.PROPOSED:
            ActionDecisionFactory(
                action=self,
                state=self.state,
                on=self.decided_on,
                by_whom=self.decided_by,
                reason=self.reason,
                handed_to=self.handed_to,
            )


class ActionDecisionFactory(DjangoModelFactory):
    class Meta:
        model = ActionDecision

    action = factory.SubFactory(ActionFactory)
    state = Action.State.ADOPTED
    on = date(2017, 5, 10)
    by_whom = "le comité de site"
    recorded_at = datetime(2017, 5, 10, 12, tzinfo=UTC)


class FollowUpFactory(DjangoModelFactory):
    class Meta:
        model = FollowUp

    action = factory.SubFactory(ActionFactory, adopted=True)
    months = 3
    due_on = date(2017, 8, 10)


class PlainWordsFactory(DjangoModelFactory):
    class Meta:
        model = PlainWords

    site = factory.SubFactory(SiteFactory)
    stake = factory.SubFactory(StakeFactory, study=factory.SelfAttribute("..site.study"))
    text = "Vous voulez que ceux qui décident soient là."


def frozen_return(site, *, edition=1, words="Vous voulez être entendus.", **more):
    """Return what an edition of a site's page freezes."""
    return {
        "format": 1,
        "language": "fr",
        "study": {"title": site.study.title, "notice": ""},
        "site": site.name,
        "edition": edition,
        "published_at": "2017-12-15T10:00:00+00:00",
        "published_on": "2017-12-15",
        "interviews": 13,
        "said": [{"stake": 1, "words": words, "interviews": 7, "actions": []}],
        "actions": [],
        "set_aside": [],
        "open": [],
        **more,
    }


class SiteReturnFactory(DjangoModelFactory):
    class Meta:
        model = SiteReturn

    site = factory.SubFactory(SiteFactory)
    edition = 1
    frozen = factory.LazyAttribute(lambda o: frozen_return(o.site, edition=o.edition))
    digest = "0" * 64
    published_at = datetime(2017, 12, 15, 10, tzinfo=UTC)
