"""The accounts of the demonstration."""

import io

from django.core.management import call_command

from ancrage.accounts.models import User
from ancrage.web.management.commands import load_example


def test_whoever_administers_the_example_may_open_a_study_of_their_own(cast, settings, monkeypatch):
    settings.DEMO, settings.DEMO_STUDY = True, cast.study.slug
    monkeypatch.setattr(load_example, "call_command", lambda *args, **options: None)
    call_command("load_example", stdout=io.StringIO())
    assert list(User.objects.filter(may_create_studies=True)) == [cast.admin]
