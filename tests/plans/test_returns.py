"""What residents read: refused with reasons, frozen, quoting nobody."""

import json
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ancrage.core.frozen import canonical, digest
from ancrage.fieldwork.actions.identities import Identity, seal_identity
from ancrage.plans import actions, gate
from ancrage.plans.gate import Why
from ancrage.plans.models import Action, FollowUp, PlainWords, SiteReturn
from tests import factories
from tests.evidence.chains import cite, passage

pytestmark = pytest.mark.django_db
State = Action.State
NOW = datetime(2017, 7, 1, 10, tzinfo=UTC)
WORDS = "Vous voulez que ceux qui décident soient là."


def public(bench, name="return_detail", *args):
    return reverse(f"returns:{name}", args=[bench.cast.study.slug, bench.site.slug, *args])


def room(bench, name, *args):
    return reverse(f"plans:{name}", args=[bench.cast.study.slug, bench.site.slug, *args])


def reasons(bench, now=NOW):
    return [obstacle.why for obstacle in gate.compose(bench.site, now=now).obstacles]


@pytest.fixture
def ready(bench):
    """A site with an adopted action, a dropped one, a proposed one, and words for its stake."""
    bench.adopted()
    dropped = bench.sheet(title="Ouvrir un local")
    bench.decide(dropped, State.DROPPED, reason="Le bâtiment est vendu.")
    bench.sheet(title="Écrire à tous")
    PlainWords.objects.create(site=bench.site, stake=bench.stake, text=WORDS)
    return bench


def publish(bench, now=NOW):
    return actions.publish_return(site=bench.site, by=bench.cast.site_team, now=now)


def test_page_says_what_was_decided_dropped_and_why(ready, as_):
    publish(ready)

    page = as_(None).get(public(ready)).content.decode()

    for words in (
        WORDS,
        "Quelques entretiens en parlent.",
        "Écrire les critères",
        "Service jeunesse",
        "le 10 mai 2017, par le comité de site",
        "Ouvrir un local",
        "Le bâtiment est vendu.",
        "Écrire à tous",
        "Prochain point le 10 août 2017.",
    ):
        assert words in page, words
    assert "Chacun vient, personne ne décide." not in page, "nobody is quoted"
    assert ready.finding.claim not in page


def test_small_counts_are_withheld_and_large_ones_are_not(ready):
    assert gate.compose(ready.site, now=NOW).data["said"][0]["interviews"] is None
    for _ in range(4):
        cite(ready.finding, passage(ready.cast.study, site=ready.site))
    cite(ready.finding, passage(ready.cast.study))

    data = gate.compose(ready.site, now=NOW).data

    assert data["said"][0]["interviews"] == 5
    assert data["interviews"] == 5


def test_stake_heard_elsewhere_only_says_so(ready, as_):
    ready.finding.links.all().delete()
    publish(ready)

    assert "sur d’autres sites de l’étude" in as_(None).get(public(ready)).content.decode()


def test_nothing_decided_can_not_be_published(bench):
    bench.sheet()

    assert reasons(bench) == [Why.NOTHING_DECIDED]
    with pytest.raises(gate.NotReady):
        publish(bench)
    assert not SiteReturn.objects.exists()


def test_stake_without_plain_words_stands_in_the_way(ready):
    PlainWords.objects.all().delete()

    assert reasons(ready) == [Why.NO_PLAIN_WORDS]


def test_action_that_comes_from_no_words_stands_in_the_way(ready):
    Action.objects.get(title="Écrire les critères").leads.clear()

    assert reasons(ready) == [Why.NO_LEAD]


def test_late_follow_up_stands_in_the_way(ready):
    assert reasons(ready, datetime(2017, 8, 10, 10, tzinfo=UTC)) == [Why.NO_NEWS]


@pytest.mark.parametrize("where", ["plain", "follow-up", "reason", "label"])
def test_words_that_point_to_somebody_stand_in_the_way(ready, where):
    person = factories.ParticipantFactory(interview__site=ready.site, label="Adjointe 2")
    identity = Identity("Odile Marchandeau", "adjointe", "", "")
    person.identity = seal_identity(identity, interview=person.interview.uuid)
    person.save()
    if where == "plain":
        PlainWords.objects.update(text="Odile Marchandeau le demande.")
    elif where == "follow-up":
        FollowUp.objects.filter(months=3).update(
            words="Odile Marchandeau s’en charge.", progress="en_cours", recorded_on="2017-06-20"
        )
    elif where == "reason":
        Action.objects.filter(state="abandonnee").update(reason="Refus de Mme Marchandeau.")
    else:
        PlainWords.objects.update(text="[Adjointe 2] le demande.")

    assert reasons(ready) == [Why.SOMEBODY]


def test_edition_never_changes_and_its_digest_is_that_of_its_file(ready, as_):
    edition = publish(ready)
    before = as_(None).get(public(ready, "return_file", 1)).content
    Action.objects.update(title="Tout autre chose")
    PlainWords.objects.update(text="Tout autre chose")

    after = as_(None).get(public(ready, "return_file", 1))

    assert after.content == before == canonical(edition.frozen)
    assert digest(json.loads(after.content)) == edition.digest
    assert "attachment" in after["Content-Disposition"]
    page = as_(None).get(public(ready)).content.decode()
    assert "Tout autre chose" not in page
    assert edition.digest in page


def test_same_state_gives_the_same_bytes(ready):
    first, second = (canonical(gate.compose(ready.site, now=NOW).data) for _ in range(2))

    assert first == second


def test_last_edition_is_read_and_the_others_are_kept(ready, as_):
    publish(ready)
    publish(ready)

    last = as_(None).get(public(ready)).content.decode()
    first = as_(None).get(public(ready, "return_edition", 1)).content.decode()

    assert "Édition 2" in last
    assert public(ready, "return_edition", 1) in last
    assert "Une édition plus récente a paru." in first


def test_withdrawn_edition_is_read_by_nobody(ready, as_):
    publish(ready)
    publish(ready)
    team = as_(ready.cast.site_team)

    assert team.post(room(ready, "return_withdraw", 2)).status_code == 302

    for client in (as_(None), team):
        assert client.get(public(ready, "return_edition", 2)).status_code == 404
        assert client.get(public(ready, "return_file", 2)).status_code == 404
        assert "Édition 1" in client.get(public(ready)).content.decode()
    again = team.post(room(ready, "return_withdraw", 2))
    assert "déjà retirée" in again.content.decode()
    team.post(room(ready, "return_withdraw", 1))
    assert as_(None).get(public(ready)).status_code == 404


def test_number_of_a_withdrawn_edition_is_not_given_again(ready):
    actions.withdraw_return(publish(ready), by=None, now=NOW)

    assert publish(ready).edition == 2


def test_page_is_prepared_then_published(ready, as_):
    PlainWords.objects.all().delete()
    client = as_(ready.cast.site_team)
    prepared = client.get(room(ready, "return_prepare")).content.decode()
    assert room(ready, "plain_words", ready.stake.number) in prepared
    assert "Publier cette édition" not in prepared

    client.post(room(ready, "plain_words", ready.stake.number), {"text": WORDS})
    FollowUp.objects.all().delete()
    assert "Publier cette édition" in client.get(room(ready, "return_prepare")).content.decode()
    client.post(room(ready, "return_publish"))

    assert WORDS in as_(None).get(public(ready)).content.decode()


def test_page_that_is_not_ready_is_not_published(bench, as_):
    client = as_(bench.cast.site_team)

    response = client.post(room(bench, "return_publish"), follow=True)

    assert "rien n’a été publié" in response.content.decode()
    assert not SiteReturn.objects.exists()


def test_plain_words_are_rewritten_unless_somebody_did(ready, as_):
    client = as_(ready.cast.site_team)
    address = room(ready, "plain_words", ready.stake.number)

    client.post(address, {"text": "Mieux dit.", "version": 1})
    stale = client.post(address, {"text": "Dit autrement.", "version": 1})

    assert stale.status_code == 409
    assert PlainWords.objects.get().text == "Mieux dit."


def test_public_page_costs_the_same_however_many_editions(ready, as_):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            as_(None).get(public(ready))
        return len(queries)

    publish(ready)
    publish(ready)
    once = cost()
    for _ in range(3):
        publish(ready)
    assert cost() == once


def test_unknown_site_and_site_without_a_page_answer_alike(ready, as_):
    unknown = reverse("returns:return_detail", args=[ready.cast.study.slug, "nulle-part"])

    pages = [as_(None).get(address) for address in (public(ready), unknown)]

    assert [page.status_code for page in pages] == [404, 404]
    assert pages[0].content == pages[1].content
