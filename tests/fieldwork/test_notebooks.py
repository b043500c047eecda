"""Notes taken without network: exact union, nothing doubled, nothing lost."""

import json
import random
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ancrage.core.access import Role
from ancrage.core.models import JournalEntry
from ancrage.fieldwork import actions
from ancrage.fieldwork.models import (
    Interview,
    KeptPack,
    Notebook,
    NoteEntry,
    NoteSheet,
    Visitor,
)
from ancrage.vault.models import SealedObject
from tests import factories

NOW = datetime(2016, 3, 22, 18, 0, tzinfo=UTC)
TODAY = date(2016, 3, 22)

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(cast):
    step = factories.StepFactory(study=cast.study)
    guide = factories.GuideFactory(site=cast.site, step=step)
    factories.GuideQuestionFactory(guide=guide, text="Qui décide ?")
    visit = factories.VisitFactory(site=cast.site, step=step, guide=guide)
    factories.TeamSeatFactory(visit=visit, visitor__user=cast.volunteer)
    return visit


@pytest.fixture
def item(visit):
    return factories.AgendaItemFactory(visit=visit)


def jotting(item, words="On se parle.", **more):
    return actions.Jotting(uuid=uuid.uuid4(), item=item.uuid, words=words, **more)


def taken(visit, by, device=None):
    return actions.take_notebook(visit=visit, device=device or uuid.uuid4(), by=by, now=NOW)


def sent(notebook, *jottings, by=None, today=TODAY, **more):
    return actions.receive(
        notebook=notebook,
        jottings=jottings,
        by=by or notebook.owner,
        now=NOW,
        today=today,
        **more,
    )


def words(by):
    sheets = NoteSheet.objects.filter(author=by)
    return [each.words for sheet in sheets for each in actions.read_sheet(sheet, by=by)]


def address(name, visit):
    return reverse(f"fieldwork:{name}", args=[visit.site.study.slug, visit.uuid])


def post(client, url, body):
    return client.generic("POST", url, json.dumps(body), content_type="application/json")


def test_the_first_note_makes_the_interview(cast, visit, item):
    factories.InterviewFactory(study=cast.study, site=cast.site, code="E142")
    sent(taken(visit, cast.volunteer), jotting(item))
    item.refresh_from_db()
    assert item.interview.code == "E143"
    assert item.interview.minutes == 90
    assert [each.user for each in item.interview.interviewers.all()] == [cast.volunteer]
    assert list(Interview.objects.visible_to(cast.volunteer)) == [item.interview]


def test_a_second_note_finds_the_interview(cast, visit, item):
    sent(taken(visit, cast.volunteer), jotting(item))
    sent(taken(visit, cast.national), jotting(item))
    assert Interview.objects.count() == 1
    assert NoteSheet.objects.count() == 2


def test_sent_again_nothing_is_doubled(cast, visit, item):
    notebook, note = taken(visit, cast.volunteer), jotting(item)
    first, again = sent(notebook, note), sent(notebook, note)
    assert first.taken == again.taken == [note.uuid]
    assert NoteEntry.objects.count() == 1
    assert SealedObject.objects.count() == 1


def test_an_entry_changed_on_two_devices_keeps_both(cast, visit, item):
    first = jotting(item, "Trois réunions.")
    phone, tablet = taken(visit, cast.volunteer), taken(visit, cast.volunteer)
    sent(phone, first)
    sent(phone, jotting(item, "Trois réunions par an.", replaces=first.uuid))
    sent(tablet, jotting(item, "Trente réunions.", replaces=first.uuid))
    assert words(cast.volunteer) == ["Trois réunions par an.", "Trente réunions."]


def test_a_correction_stands_where_the_note_stood(cast, visit, item):
    notebook, first = taken(visit, cast.volunteer), jotting(item, "Un", order=0)
    sent(notebook, first, jotting(item, "Deux", order=1))
    sent(notebook, jotting(item, "Un, corrigé", replaces=first.uuid))
    assert words(cast.volunteer) == ["Un, corrigé", "Deux"]


def test_a_struck_note_no_longer_stands(cast, visit, item):
    notebook, note = taken(visit, cast.volunteer), jotting(item)
    sent(notebook, note, jotting(item, "", replaces=note.uuid, struck=True))
    assert words(cast.volunteer) == []


def test_the_same_identifier_with_other_words_is_refused(cast, visit, item):
    notebook, note = taken(visit, cast.volunteer), jotting(item, "Oui.")
    sent(notebook, note)
    forged = actions.Jotting(uuid=note.uuid, item=item.uuid, words="Non.")
    assert sent(notebook, forged).refused == [note.uuid]
    assert words(cast.volunteer) == ["Oui."]


def test_nobody_replaces_the_notes_of_another(cast, visit, item):
    note = jotting(item, "À moi.")
    sent(taken(visit, cast.volunteer), note)
    forged = jotting(item, "", replaces=note.uuid, struck=True)
    assert sent(taken(visit, cast.national), forged).refused == [forged.uuid]
    assert words(cast.volunteer) == ["À moi."]


def test_words_are_never_in_clear(cast, visit, item):
    sent(taken(visit, cast.volunteer), jotting(item, "canarisecret"))
    rows = [str(list(model.objects.values())) for model in (NoteEntry, NoteSheet, JournalEntry)]
    sealed = SealedObject.objects.get()
    assert not any("canarisecret" in row for row in rows)
    assert b"canarisecret" not in bytes(sealed.ciphertext)


def test_only_their_author_reads_notes(cast, visit, item):
    sent(taken(visit, cast.volunteer), jotting(item))
    with pytest.raises(actions.NotYours):
        actions.read_sheet(NoteSheet.objects.get(), by=cast.national)


def test_the_clock_of_the_device_orders_nothing(cast, visit, item):
    notebook = taken(visit, cast.volunteer)
    sent(notebook, jotting(item, "Un", order=0, taken_at=NOW + timedelta(hours=3)))
    sent(notebook, jotting(item, "Deux", order=1, taken_at=NOW - timedelta(hours=3)))
    assert words(cast.volunteer) == ["Un", "Deux"]


@pytest.mark.parametrize("left", ["visitor", "seat"])
def test_who_left_the_team_loses_nothing(cast, visit, item, left):
    notebook, note = taken(visit, cast.volunteer), jotting(item)
    if left == "visitor":
        Visitor.objects.update(left_on=TODAY)
    else:
        visit.seats.all().delete()
    receipt = sent(notebook, note)
    again = sent(notebook, note)
    assert receipt.kept == again.kept == {KeptPack.Reason.REVOKED: [note.uuid]}
    assert KeptPack.objects.count() == 1
    assert not NoteEntry.objects.exists()


def test_a_device_that_returns_after_six_months_is_kept(cast, visit, item):
    note = jotting(item)
    receipt = sent(taken(visit, cast.volunteer), note, today=date(2016, 9, 25))
    assert receipt.kept == {KeptPack.Reason.LATE: [note.uuid]}
    assert not Interview.objects.exists()


def test_notes_after_the_sheet_is_handed_in_are_kept(cast, visit, item):
    notebook = taken(visit, cast.volunteer)
    sent(notebook, jotting(item))
    sheet = NoteSheet.objects.get()
    actions.hand_in(sheet=sheet, by=cast.volunteer, now=NOW, today=TODAY)
    note = jotting(item, "Encore un mot.")
    assert sent(notebook, note).kept == {KeptPack.Reason.HANDED_IN: [note.uuid]}


def test_notes_of_an_hour_that_is_gone_are_kept(cast, visit, item):
    notebook, note = taken(visit, cast.volunteer), jotting(item)
    item.delete()
    assert sent(notebook, note).kept == {KeptPack.Reason.UNKNOWN: [note.uuid]}


def test_what_is_kept_becomes_a_text(cast, visit, item):
    notebook = taken(visit, cast.volunteer)
    sent(notebook, jotting(item, "Un premier mot."))
    Visitor.objects.update(left_on=TODAY)
    sent(notebook, jotting(item, "Un mot de plus.", tags=("citation",)))
    pack = KeptPack.objects.get()
    document = actions.take_in_pack(
        pack=pack, interview=pack.interview, by=cast.national, now=NOW, today=TODAY
    )
    text = document.versions.get().text
    assert text == "Hors du guide\n\nUn mot de plus. (citation)"
    assert document.author == cast.volunteer.name
    pack.refresh_from_db()
    assert (pack.outcome, pack.document) == (KeptPack.Outcome.TAKEN, document)
    with pytest.raises(actions.AlreadySettled):
        actions.discard_pack(pack=pack, reason="trop tard", by=cast.national, now=NOW)


def test_nothing_is_set_aside_without_a_reason(cast):
    pack = factories.KeptPackFactory(study=cast.study)
    with pytest.raises(actions.NoReason):
        actions.discard_pack(pack=pack, reason=" ", by=cast.national, now=NOW)
    actions.discard_pack(pack=pack, reason="Un essai.", by=cast.national, now=NOW)
    pack.refresh_from_db()
    assert (pack.outcome_reason, pack.settled_by) == ("Un essai.", cast.national)


def test_a_debrief_written_by_two_keeps_both(cast, visit):
    notebook = taken(visit, cast.volunteer)
    mine = actions.Spoken(1, visit.starts, {}, {"heard": "On se parle peu."})
    yours = actions.Spoken(1, visit.starts, {}, {"heard": "On se parle trop."})
    for spoken in (mine, yours, mine):
        sent(notebook, debriefs=[spoken])
    assert visit.debriefs.get().heard == "On se parle peu.\n\nOn se parle trop."


def test_a_debrief_of_the_other_team_is_kept(cast, visit):
    spoken = actions.Spoken(2, visit.starts, {}, {"heard": "Un mot."})
    notebook = taken(visit, cast.volunteer)
    receipts = [sent(notebook, debriefs=[spoken]) for _ in range(2)]
    assert [each.debriefs for each in receipts] == [["2-2016-03-21"]] * 2
    assert KeptPack.objects.count() == 1
    assert not visit.debriefs.exists()


@pytest.mark.parametrize("size", [6])
def test_many_people_two_devices_three_syncs_and_lost_replies(cast, visit, size):
    """A small union; the one of sixty people is measured by benchmarks/notes.py."""
    assert_exact_union(cast.study, visit, people=size, each=6, seed=7)


def assert_exact_union(study, visit, *, people, each, seed):
    """Send the notes of many devices three times, replies lost; nothing is missing or doubled."""
    draw = random.Random(seed)  # noqa: S311  # a draw to repeat, not a secret
    items = factories.AgendaItemFactory.create_batch(4, visit=visit)
    expected = {}
    for _ in range(people):
        user = factories.MembershipFactory(study=study, role=Role.VOLUNTEER).user
        factories.TeamSeatFactory(visit=visit, visitor__user=user)
        for _device in range(2):
            notebook = taken(visit, user)
            notes = [jotting(draw.choice(items), f"Note {n}") for n in range(each)]
            expected[notebook.uuid] = {note.uuid for note in notes}
            held = list(notes)
            for turn in range(1, 4):
                batch = held[: len(notes) * turn // 3]
                receipt = sent(notebook, *batch)
                if draw.random() < 0.5:  # the reply comes through: the device forgets
                    held = [note for note in held if note.uuid not in set(receipt.taken)]
            sent(notebook, *held)
    rows = NoteEntry.objects.values_list("device", "uuid")
    found = {}
    for device, name in rows:
        found.setdefault(device, set()).add(name)
    assert found == expected
    assert rows.count() == sum(map(len, expected.values()))


def test_pages_hand_out_and_take_back(cast, visit, item, as_):
    type(visit).objects.update(starts=timezone.localdate())
    client, device = as_(cast.volunteer), str(uuid.uuid4())
    pack = post(client, address("notebook_take", visit), {"device": device}).json()
    assert [each["text"] for each in pack["questions"]] == ["Qui décide ?"]
    assert pack["items"][0]["uuid"] == str(item.uuid)
    note = {"uuid": str(uuid.uuid4()), "item": str(item.uuid), "words": "Oui.", "order": 0}
    odd = {"uuid": str(uuid.uuid4()), "item": str(item.uuid), "words": 3}
    body = {
        "device": device,
        "entries": [note, odd],
        "debriefs": [],
        "sent_at": "2016-03-22T10:00:00Z",
    }
    answer = post(client, address("notebook_send", visit), body).json()
    assert answer["taken"] == [note["uuid"]]
    assert answer["refused"] == [odd["uuid"]]
    assert "heure du serveur" in answer["notices"][-1]


def test_the_pack_never_names_who_is_met(cast, visit, item, as_):
    actions.meet_person(
        item=item,
        name="Samira Benali",
        function="habitante",
        organisation="",
        category=factories.ActorCategoryFactory(study=cast.study),
        contact="",
        agreement=actions.Agreement((), "oral", "v1", visit.starts),
        by=cast.volunteer,
        today=TODAY,
    )
    type(item).objects.update(title="Chez Mme Benali")
    client = as_(cast.volunteer)
    pack = post(client, address("notebook_take", visit), {"device": str(uuid.uuid4())})
    assert "Benali" not in pack.content.decode()
    assert "Chez [Habitante 1]" in pack.json()["items"][0]["title"]


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"device": 3}', b"[" * 100_000, b"\xff"])
def test_a_sending_that_makes_no_sense_is_refused_in_words(cast, visit, as_, body):
    for name in ("notebook_send", "notebook_take"):
        response = as_(cast.volunteer).generic("POST", address(name, visit), body)
        assert response.status_code == 422
        assert "Rien n’est perdu" in response.json()["error"]


def test_the_notebook_of_another_is_refused(cast, visit, as_):
    notebook = taken(visit, cast.national)
    body = {"device": str(notebook.uuid), "entries": [], "debriefs": []}
    assert post(as_(cast.volunteer), address("notebook_send", visit), body).status_code == 422
    body = {"device": str(notebook.uuid)}
    assert post(as_(cast.volunteer), address("notebook_take", visit), body).status_code == 422


@pytest.mark.parametrize("who", ["site_team", "partner", "reader", "stranger", "former"])
def test_nobody_else_takes_notes(cast, visit, as_, who):
    client = as_(getattr(cast, who))
    assert client.get(address("note_desk", visit)).status_code == 404
    for name in ("notebook_take", "notebook_send"):
        assert post(client, address(name, visit), {"device": str(uuid.uuid4())}).status_code == 404
    assert not Notebook.objects.exists()


def test_who_left_still_brings_back(cast, visit, item, as_):
    notebook = taken(visit, cast.volunteer)
    visit.seats.all().delete()
    client = as_(cast.volunteer)
    assert client.get(address("notebook_token", visit)).json()["may_note"] is False
    note = {"uuid": str(uuid.uuid4()), "item": str(item.uuid), "words": "Oui.", "order": 0}
    body = {"device": str(notebook.uuid), "entries": [note], "debriefs": []}
    answer = post(client, address("notebook_send", visit), body).json()
    assert answer["kept"] == [note["uuid"]]
    assert "ne faites plus partie" in answer["notices"][0]


def test_the_worker_names_every_file_of_the_page(cast, visit, as_):
    response = as_(cast.volunteer).get(address("notebook_worker", visit))
    assert response["Content-Type"].startswith("text/javascript")
    shell = json.loads(response.content.decode().split("\n")[0][len("self.SHELL = ") : -1])
    assert shell["page"] == address("notebook", visit)
    page = as_(cast.volunteer).get(shell["page"]).content.decode()
    asked = [url for url in shell["files"] if f'"{url}"' in page]
    assert len(asked) == page.count('"/static/')
