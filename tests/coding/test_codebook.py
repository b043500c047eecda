"""The codebook: a tree that is written, moved, merged and pruned."""

import pytest
from django.db import IntegrityError
from django.utils import timezone

from ancrage.coding import actions, tree
from ancrage.coding.models import Code, Coding, Memo
from ancrage.core.models import JournalEntry
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def study():
    return factories.StudyFactory()


@pytest.fixture
def user():
    return factories.UserFactory()


def names(study):
    """Return the codebook in reading order, indented."""
    branches = tree.walk(tree.grow(study.codes.all()))
    return [f"{'-' * branch.depth}{branch.code.name}" for branch in branches]


def create(study, name, parent=None):
    return actions.create_code(study=study, name=name, by=None, parent=parent)


def change(code, user, **values):
    return actions.change_code(code=code, expected=code.version, by=user, **values)


def test_codes_stand_in_the_order_in_which_they_came(study):
    b = create(study, "Participer")
    create(study, "Écoute")
    create(study, "Retours", b)
    create(study, "Conseil citoyen", b)
    assert names(study) == ["Participer", "-Retours", "-Conseil citoyen", "Écoute"]


def test_codes_without_the_one_above_them_are_a_tree_all_the_same(study):
    above = create(study, "A")
    create(study, "C", create(study, "B", above))
    branches = tree.walk(tree.grow(study.codes.exclude(pk=above.pk)))
    assert [(branch.depth, branch.code.name) for branch in branches] == [(0, "B"), (1, "C")]


def test_two_codes_of_the_same_name_have_two_short_names(study):
    slugs = [create(study, "Réunion publique").slug for _ in range(3)]
    assert slugs == ["reunion-publique", "reunion-publique-2", "reunion-publique-3"]


@pytest.mark.parametrize("name", ["!!!", "日本"])
def test_a_name_without_letters_for_an_address_has_one_all_the_same(study, name):
    assert create(study, name).slug == "code"


def test_a_code_moves_among_its_neighbours(study, user):
    a, b, _ = (create(study, name) for name in "ABC")
    actions.shift_code(code=b, places=-1, by=user)
    assert names(study) == ["B", "A", "C"]
    actions.shift_code(code=b, places=-1, by=user)
    assert names(study) == ["B", "A", "C"]
    actions.shift_code(code=a, places=1, by=user)
    assert names(study) == ["B", "C", "A"]


def test_a_code_cannot_stand_under_itself_or_under_what_it_holds(study, user):
    a = create(study, "A")
    b = create(study, "B", a)
    c = create(study, "C", b)
    for parent in (a, c):
        with pytest.raises(actions.CodeCycle):
            change(a, user, parent=parent)
    change(c, user, parent=None)
    assert names(study) == ["A", "-B", "C"]


def test_codes_of_two_studies_do_not_mix(study, user):
    elsewhere = create(factories.StudyFactory(), "A")
    with pytest.raises(ValueError, match="is not of study"):
        create(study, "B", elsewhere)
    with pytest.raises(ValueError, match="is not of study"):
        actions.merge_codes(source=create(study, "B"), target=elsewhere, by=user, at=timezone.now())


def test_a_code_in_use_is_not_deleted(study, user):
    coding = factories.CodingFactory()
    with pytest.raises(actions.CodeInUse, match="1 verbatim"):
        actions.delete_code(code=coding.code, by=user)
    parent = create(study, "A")
    create(study, "B", parent)
    with pytest.raises(actions.CodeInUse, match="en contient d’autres"):
        actions.delete_code(code=parent, by=user)


def test_a_code_whose_codings_were_all_taken_off_is_deleted(user):
    coding = factories.CodingFactory()
    actions.remove_coding(coding=coding, by=user, at=timezone.now())
    actions.delete_code(code=coding.code, by=user)
    assert not Code.objects.filter(pk=coding.code_id).exists()


def test_merging_gives_everything_to_the_other_code(study, user):
    passage = factories.PassageFactory(text_version__document__interview__study=study)
    source, target = create(study, "A"), create(study, "B")
    below = create(study, "C", source)
    other = factories.UserFactory()
    for code, author in ((source, user), (target, user), (source, other)):
        factories.CodingFactory(passage=passage, code=code, author=author)
    memo = factories.MemoFactory(study=study, code=source)
    actions.merge_codes(source=source, target=target, by=user, at=timezone.now())
    standing = Coding.objects.standing().values_list("code__name", "author")
    assert sorted(standing) == sorted([("B", user.pk), ("B", other.pk)])
    assert Memo.objects.get(pk=memo.pk).code == target
    below.refresh_from_db()
    assert below.parent is None
    assert JournalEntry.objects.filter(verb="code.merged", actor=user.uuid).count() == 1


def test_a_code_merges_into_one_that_it_holds(study, user):
    source = create(study, "A")
    target = create(study, "B", source)
    actions.merge_codes(source=source, target=target, by=user, at=timezone.now())
    assert names(study) == ["B"]


@pytest.mark.parametrize("colour", [0, 13])
def test_there_are_twelve_colours(study, colour):
    with pytest.raises(IntegrityError, match="code_colour_of_twelve"):
        factories.CodeFactory(study=study, colour=colour)


def test_a_code_is_not_its_own_parent_in_the_database(study):
    code = create(study, "A")
    with pytest.raises(IntegrityError, match="code_not_its_own_parent"):
        Code.objects.filter(pk=code.pk).update(parent=code)


@pytest.mark.parametrize("place", [{"code": None}, {"passage": "both"}])
def test_a_memo_stands_on_one_thing(place):
    if place.get("passage"):
        place = {"passage": factories.PassageFactory()}
    with pytest.raises(IntegrityError, match="memo_on_one_thing"):
        factories.MemoFactory(**place)


def test_the_same_code_by_the_same_person_stands_once_on_a_passage():
    coding = factories.CodingFactory()
    same = {"passage": coding.passage, "code": coding.code, "author": coding.author}
    factories.CodingFactory(**same, removed_at=timezone.now())
    with pytest.raises(IntegrityError):
        factories.CodingFactory(**same)


def test_nobody_removes_what_was_not_removed():
    with pytest.raises(IntegrityError, match="coding_removed_by_at_a_time"):
        factories.CodingFactory(removed_by=factories.UserFactory())
