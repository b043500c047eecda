"""Out to Word and back: references survive, every change is listed, nobody is overwritten."""

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from docx import Document

from ancrage.formats.report_word import read_report_word
from ancrage.reports import actions, cowriting
from ancrage.reports.models import Section, WordReturn
from tests import factories
from tests.reports.conftest import NOW
from tests.reports.test_renderers import BODY

EXAMPLE = Path(__file__).resolve().parents[2] / "example" / "rapports"


def url(name, desk, *more):
    return reverse(f"reports:{name}", args=[desk.cast.study.slug, desk.report.slug, *more])


def sent(desk):
    return Document(io.BytesIO(cowriting.export(desk.report, now=NOW)))


def saved(document):
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def taken_back(desk, document):
    return actions.take_back(
        report=desk.report,
        returned=read_report_word("x.docx", saved(document)),
        by=desk.cast.national,
        now=NOW,
    )


def compared(desk, document):
    return cowriting.compare(taken_back(desk, document), list(desk.report.sections.all()))


def paragraph(document, start):
    return next(one for one in document.paragraphs if one.text.startswith(start))


def test_what_goes_out_and_comes_back_untouched_changes_nothing(desk):
    desk.write(BODY)
    comparison = compared(desk, sent(desk))
    assert comparison.changed == []
    assert comparison.elsewhere == ()


@pytest.mark.parametrize("path", sorted(EXAMPLE.glob("*/*.md")), ids=lambda path: path.stem)
def test_each_text_of_the_example_comes_back_as_it_went(desk, path):
    desk.write(path.read_text(encoding="utf-8"))
    assert compared(desk, sent(desk)).changed == []


def test_the_file_is_the_same_twice_and_says_what_references_show(desk):
    assert cowriting.export(desk.report, now=NOW) == cowriting.export(desk.report, now=NOW)
    text = "\n".join(one.text for one in sent(desk).paragraphs)
    assert "Adjointe, ville moyenne" in text


def test_words_that_may_not_be_quoted_do_not_go_out(desk):
    version = desk.link.passage.text_version
    type(version).objects.update(reviewed_at=None, reviewed_by=None)
    text = "\n".join(one.text for one in sent(desk).paragraphs)
    assert "sa façon de faire" not in text
    assert "ne peut pas être cité" in text


def test_a_changed_paragraph_is_shown_word_by_word(desk):
    document = sent(desk)
    paragraph(document, "Les services").runs[0].text = "Les services se parlent souvent. "
    (changes,) = compared(desk, document).changed
    (change,) = changes.changes
    assert change.kind == "changed"
    assert ("added", "parlent souvent.") in [(piece.step, piece.words) for piece in change.pieces]
    assert changes.lost == ()


def test_added_and_removed_paragraphs_and_references_are_listed(desk):
    factories.FindingFactory(study=desk.cast.study, number=13)
    document = sent(desk)
    kept = paragraph(document, "Les services")
    kept.insert_paragraph_before("Un ajout. [[constat 13]]")
    quotation = document.paragraphs[-2]
    quotation._p.getparent().remove(quotation._p)
    (changes,) = compared(desk, document).changed
    assert [change.kind for change in changes.changes] == ["added", "removed"]
    assert changes.placed == ("constat 13",)
    assert changes.lost == ("verbatim 12.1",)


def test_a_new_title_is_a_change(desk):
    document = sent(desk)
    paragraph(document, "Se parler").runs[0].text = "Se parler suffit"
    (changes,) = compared(desk, document).changed
    assert changes.is_retitled
    assert changes.title == "Se parler suffit"


def test_a_section_changed_here_meanwhile_is_said(desk):
    document = sent(desk)
    paragraph(document, "Les services").runs[0].text = "Les services se taisent. "
    Section.objects.update(version=2)
    (changes,) = compared(desk, document).changed
    assert changes.left_behind


def test_one_section_goes_out_alone(desk):
    other = factories.SectionFactory(report=desk.report, order=2, title="Autre", body="Mot.")
    content = cowriting.export(desk.report, now=NOW, only=other)
    (section,) = read_report_word("x.docx", content).sections
    assert (section.key, section.body) == (other.uuid.hex, "Mot.")


def upload(client, desk, content, name="retour.docx"):
    return client.post(url("word_return", desk), {"file": SimpleUploadedFile(name, content)})


def test_changes_are_looked_at_then_taken(desk, as_):
    client = as_(desk.cast.national)
    document = Document(io.BytesIO(client.get(url("word_export", desk)).content))
    paragraph(document, "Les services").runs[0].text = "Les services se parlent mieux. "
    review = upload(client, desk, saved(document)).url
    desk.section.refresh_from_db()
    assert "mieux" not in desk.section.body
    page = client.get(review).text
    assert "<ins>parlent mieux.</ins>" in page
    key = str(desk.section.uuid)
    client.post(review, {"reprendre": [key], f"version-{key}": 1})
    desk.section.refresh_from_db()
    assert desk.section.body.startswith("Les services se parlent mieux. [[constat 12]]")
    assert desk.section.version == 2
    assert WordReturn.objects.get().applied_at is not None


def test_what_is_not_ticked_is_left(desk, as_):
    client = as_(desk.cast.national)
    document = sent(desk)
    paragraph(document, "Les services").runs[0].text = "Autre chose. "
    review = upload(client, desk, saved(document)).url
    response = client.post(review, {}, follow=True)
    assert "Aucune section n’a été reprise" in response.text
    desk.section.refresh_from_db()
    assert desk.section.version == 1


def test_a_section_changed_since_the_review_is_not_overwritten(desk, as_):
    client = as_(desk.cast.national)
    document = sent(desk)
    paragraph(document, "Les services").runs[0].text = "Autre chose. "
    review = upload(client, desk, saved(document)).url
    Section.objects.update(version=5, body="Écrit entre-temps.")
    key = str(desk.section.uuid)
    response = client.post(review, {"reprendre": [key], f"version-{key}": 1})
    assert response.status_code == 409
    desk.section.refresh_from_db()
    assert desk.section.body == "Écrit entre-temps."


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"Bonjour", "Le contenu du fichier n’est pas celui"),
        (b"PK\x03\x04tronqu", "tronqué"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "format ancien"),
    ],
)
def test_a_bad_file_gets_a_sentence_and_nothing_is_kept(desk, as_, content, words):
    response = upload(as_(desk.cast.national), desk, content)
    assert response.status_code == 422
    assert words in response.text
    assert not WordReturn.objects.exists()


def test_pages_open_to_researchers_alone(desk, as_):
    kept = taken_back(desk, sent(desk))
    pages = [
        url("word_export", desk),
        url("word_return", desk),
        url("section_word_export", desk, desk.section.uuid),
        kept.get_absolute_url(),
    ]
    for page in pages:
        assert as_(desk.cast.national).get(page).status_code == 200
        assert as_(desk.cast.site_team).get(page).status_code == 404
        assert as_(desk.cast.stranger).get(page).status_code == 404


def test_review_shows_comments_and_what_has_no_section(desk, as_):
    document = sent(desk)
    document.add_comment(
        paragraph(document, "Les services").runs, text="À revoir", author="Camille"
    )
    document.paragraphs[0].insert_paragraph_before("Égaré.")
    kept = taken_back(desk, document)
    page = as_(desk.cast.national).get(kept.get_absolute_url()).text
    assert "À revoir" in page
    assert "Égaré." in page


def test_review_takes_as_many_queries_however_many_sections(desk, as_, django_assert_num_queries):
    client = as_(desk.cast.national)
    kept = taken_back(desk, sent(desk))
    client.get(kept.get_absolute_url())
    with django_assert_num_queries(30, exact=False) as first:
        client.get(kept.get_absolute_url())
    for order in range(2, 6):
        factories.SectionFactory(report=desk.report, order=order, body="Mot.")
    more = taken_back(desk, sent(desk))
    Section.objects.filter(report=desk.report).update(body="Changé.")
    with django_assert_num_queries(len(first)):
        client.get(more.get_absolute_url())


def test_applying_says_when(desk):
    kept = taken_back(desk, sent(desk))
    now = timezone.now()
    actions.apply_return(returned=kept, chosen={}, by=None, now=now)
    assert kept.applied_at == now
