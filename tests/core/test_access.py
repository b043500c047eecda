"""The declared table decides who sees and changes what."""

from ancrage.fieldwork.models import Interview, Purpose
from ancrage.studies.models import Site, Study
from tests import factories


def test_study_is_visible_to_members_only(cast):
    for member in (cast.admin, cast.national, cast.site_team, cast.partner, cast.reader):
        assert cast.study in Study.objects.visible_to(member)
    for other in (cast.stranger, cast.former):
        assert cast.study not in Study.objects.visible_to(other)


def test_site_is_changed_by_the_administrator_only(cast):
    assert cast.site in Site.objects.editable_by(cast.admin)
    assert cast.site not in Site.objects.editable_by(cast.national)


def test_site_team_reads_an_interview_only_if_everybody_agreed_to_share(cast):
    interview = factories.InterviewFactory(study=cast.study, site=cast.site)
    factories.ParticipantFactory(interview=interview)
    assert interview in Interview.objects.visible_to(cast.site_team)
    assert interview not in Interview.objects.visible_to(cast.other_site_team)
    factories.ParticipantFactory(interview=interview, agrees_to=[Purpose.CODE])
    assert interview not in Interview.objects.visible_to(cast.site_team)
    assert interview in Interview.objects.visible_to(cast.national)


def test_volunteer_reads_the_interviews_they_took_part_in(cast):
    mine, other = factories.InterviewFactory.create_batch(2, study=cast.study, site=cast.site)
    mine.interviewers.add(factories.InterviewerFactory(study=cast.study, user=cast.volunteer))
    assert list(Interview.objects.visible_to(cast.volunteer)) == [mine]
    assert other not in Interview.objects.visible_to(cast.partner)
