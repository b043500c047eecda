"""``ancrage report``: the current text on paper, or the reasons why not."""

import pytest
from django.core.management import CommandError, call_command

from tests import factories


def run(desk, output, **options):
    call_command("report", desk.cast.study.slug, output=output, **options)
    return output.read_bytes()


@pytest.mark.parametrize("form", ["pdf", "html", "docx", "json"])
def test_two_runs_give_the_same_bytes(desk, tmp_path, form):
    first = run(desk, tmp_path / "1", format=form)
    assert run(desk, tmp_path / "2", format=form) == first


def test_what_stands_in_the_way_is_said_and_nothing_is_written(desk, tmp_path, capsys):
    desk.write("[[constat 99]]")
    with pytest.raises(CommandError, match="1 points à régler"):
        run(desk, tmp_path / "final.pdf")
    assert "elle ne mène à rien" in capsys.readouterr().err
    assert not (tmp_path / "final.pdf").exists()


def test_the_only_report_of_the_study_is_taken_among_documents_of_sites(desk, tmp_path):
    factories.ReportFactory(study=desk.cast.study, site=desk.cast.site, kind="restitution")
    assert run(desk, tmp_path / "final.html", format="html").startswith(b"<!doctype html>")


def test_a_report_must_be_chosen_among_several(desk, tmp_path):
    factories.ReportFactory(study=desk.cast.study, slug="autre")
    with pytest.raises(CommandError, match="--report"):
        run(desk, tmp_path / "final.pdf")
    assert run(desk, tmp_path / "final.pdf", report="final").startswith(b"%PDF")


def test_an_unknown_report_is_said(desk, tmp_path):
    with pytest.raises(CommandError, match="Aucun rapport"):
        run(desk, tmp_path / "final.pdf", report="inconnu")
