"""Publishing: refused with reasons, whole or not at all, frozen."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from ancrage.core import journal
from ancrage.core.frozen import digest
from ancrage.core.models import JournalEntry
from ancrage.fieldwork.models import Consent, Purpose
from ancrage.reports import actions, gate, press
from ancrage.reports.models import Printing, Publication
from ancrage.reports.tasks import print_report
from tests import factories
from tests.reports.conftest import NOW


def ask(desk, audience="public"):
    return actions.ask_printing(
        report=desk.report, audience=audience, by=desk.cast.national, now=timezone.now()
    )


def printed(desk, audience="public"):
    printing = ask(desk, audience)
    print_report.func(str(printing.uuid))
    printing.refresh_from_db()
    return printing


def test_publishing_freezes_the_data_set_and_writes_every_file(desk):
    publication = printed(desk).publication
    assert publication.edition == 1
    assert publication.digest == digest(publication.frozen)
    files = {path.name: path.read_bytes() for path in publication.folder.iterdir()}
    assert sorted(files) == ["final.docx", "final.html", "final.json", "final.pdf"]
    assert press.digests(files) == publication.digests
    assert json.loads(files["final.json"]) == publication.frozen
    assert JournalEntry.objects.last().verb == "report.published"
    journal.verify()


def test_the_same_edition_rendered_again_gives_the_same_bytes(desk):
    publication = printed(desk).publication
    again = press.render_all(publication.frozen, name="final")
    assert press.digests(again) == publication.digests


def test_the_next_edition_bears_the_next_number_and_leaves_the_first(desk):
    first = printed(desk).publication
    desk.write("Autre chose. [[constat 12]]")
    second = printed(desk).publication
    assert second.edition == 2
    first.refresh_from_db()
    assert "Les services se parlent." in json.dumps(first.frozen, ensure_ascii=False)


def test_asking_while_something_stands_in_the_way_is_refused(desk):
    desk.write("[[constat 99]]")
    with pytest.raises(gate.Refused) as refused:
        ask(desk)
    assert len(refused.value.obstacles) == 1
    assert not Printing.objects.exists()


def test_a_consent_withdrawn_after_the_request_stops_the_press(desk):
    printing = ask(desk)
    Consent.objects.filter(purpose=Purpose.QUOTE).update(withdrawn_at=timezone.now())
    print_report.func(str(printing.uuid))
    printing.refresh_from_db()
    assert printing.status == Printing.Status.REFUSED
    assert "accepté" in printing.reasons[0]["message"]
    assert not Publication.objects.exists()


def test_a_consent_withdrawn_under_the_press_stops_the_publication(desk, monkeypatch):
    render_all = press.render_all

    def withdrawn_meanwhile(data, *, name):
        Consent.objects.filter(purpose=Purpose.QUOTE).update(withdrawn_at=timezone.now())
        return render_all(data, name=name)

    monkeypatch.setattr(press, "render_all", withdrawn_meanwhile)
    assert printed(desk).status == Printing.Status.REFUSED
    assert not Publication.objects.exists()


def test_a_text_changed_under_the_press_is_printed_again(desk, monkeypatch):
    render_all, times = press.render_all, []

    def changed_once(data, *, name):
        times.append(1)
        if len(times) == 1:
            desk.write("Changé. [[constat 12]]")
        return render_all(data, name=name)

    monkeypatch.setattr(press, "render_all", changed_once)
    publication = printed(desk).publication
    assert "Changé." in json.dumps(publication.frozen, ensure_ascii=False)


def test_a_text_that_never_stops_changing_is_given_up(desk, monkeypatch):
    render_all, times = press.render_all, []

    def always_changed(data, *, name):
        times.append(1)
        desk.write(f"Changé {len(times)} fois. [[constat 12]]")
        return render_all(data, name=name)

    monkeypatch.setattr(press, "render_all", always_changed)
    assert printed(desk).status == Printing.Status.FAILED
    assert not Publication.objects.exists()


def test_a_failure_of_the_press_leaves_nothing_and_says_so(desk, monkeypatch):
    def broken(data, *, name):
        raise OSError("No space left on device")

    monkeypatch.setattr(press, "render_all", broken)
    printing = ask(desk)
    with pytest.raises(OSError, match="No space"):
        print_report.func(str(printing.uuid))
    printing.refresh_from_db()
    assert printing.status == Printing.Status.FAILED
    assert not Publication.objects.exists()


def test_asking_twice_gives_one_printing(desk):
    assert ask(desk) == ask(desk)


def test_a_printing_without_news_is_given_up_and_may_be_asked_again(desk):
    lost = ask(desk)
    Printing.objects.update(asked_at=NOW)
    again = ask(desk)
    lost.refresh_from_db()
    assert (lost.status, again.status) == (Printing.Status.FAILED, Printing.Status.WAITING)


def test_an_edition_for_the_members_of_a_site_needs_a_site(desk):
    with pytest.raises(actions.NoSite):
        ask(desk, audience="site")


def test_what_no_publication_owns_is_swept(desk):
    kept = printed(desk).publication
    orphan = kept.folder.parent / f"{press.TEMPORARY}{kept.uuid}"
    orphan.mkdir()
    (orphan / "final.pdf").write_bytes(b"half")
    printed(desk)
    assert not orphan.exists()
    assert kept.folder.exists()


def test_publish_page_follows_the_press_to_the_publication(desk, as_):
    client = as_(desk.cast.national)
    url = reverse("reports:report_publish", args=[desk.cast.study.slug, "final"])
    assert "Publier l’édition 1" in client.get(url).content.decode()
    response = client.post(url, {"audience": "public"}, follow=True)
    assert response.status_code == 200
    printing = Printing.objects.get()
    assert printing.asked_by == desk.cast.national


def test_publish_page_says_what_stands_in_the_way_and_where_to_mend_it(desk, as_):
    desk.write("[[constat 99]]")
    client = as_(desk.cast.national)
    url = reverse("reports:report_publish", args=[desk.cast.study.slug, "final"])
    page = client.get(url).content.decode()
    assert "elle ne mène à rien" in page
    assert desk.section.get_absolute_url() in page
    response = client.post(url, {"audience": "public"})
    assert response.status_code == 422
    assert not Printing.objects.exists()


@pytest.mark.parametrize("status", list(Printing.Status))
def test_printing_page_shows_every_state(desk, as_, status):
    printing = ask(desk)
    publication = None
    if status == Printing.Status.DONE:
        publication = factories.PublicationFactory(report=desk.report)
    actions.follow(printing, status, publication=publication)
    client = as_(desk.cast.national)
    assert client.get(printing.get_absolute_url()).status_code == 200
    fragment = client.get(printing.get_absolute_url(), headers={"HX-Request": "true"})
    assert b"<html" not in fragment.content
    assert (b"hx-get" in fragment.content) == printing.is_under_way
