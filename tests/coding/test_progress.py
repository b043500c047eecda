"""How far coding is, as far as a person may see."""

from ancrage.coding.progress import coding_progress
from tests import factories


def test_progress_counts_texts_codings_and_coders_by_site(desk, cast, django_assert_num_queries):
    passage = factories.PassageFactory(text_version=desk.version, participant=desk.participant)
    for author in (cast.national, cast.admin):
        factories.CodingFactory(passage=passage, code=desk.coordination, author=author)
    factories.TextVersionFactory(
        document__interview__study=desk.study, document__interview__site=cast.site
    )
    with django_assert_num_queries(3):
        here, elsewhere = coding_progress(desk.study, cast.national)
    assert (here.site, here.texts, here.coded_texts, here.codings, here.coders) == (
        cast.site,
        2,
        1,
        2,
        2,
    )
    assert (elsewhere.texts, elsewhere.codings) == (0, 0)


def test_a_site_team_counts_its_texts_and_no_coding(desk, cast):
    factories.CodingFactory(
        passage=factories.PassageFactory(text_version=desk.version), code=desk.coordination
    )
    here = coding_progress(desk.study, cast.site_team)[0]
    assert (here.texts, here.codings) == (1, 0)
