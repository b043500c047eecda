"""Codes, codings and memos."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from ancrage.coding.models import Code, Coding, Memo
from tests.factories.accounts import UserFactory
from tests.factories.fieldwork import PassageFactory
from tests.factories.studies import StudyFactory


class CodeFactory(DjangoModelFactory):
    class Meta:
        model = Code

    study = factory.SubFactory(StudyFactory)
    slug = factory.Sequence(lambda n: f"code-{n}")
    name = factory.Sequence(lambda n: f"Code {n}")


class CodingFactory(DjangoModelFactory):
    class Meta:
        model = Coding

    passage = factory.SubFactory(PassageFactory)
    code = factory.SubFactory(
        CodeFactory,
        study=factory.SelfAttribute("..passage.text_version.document.interview.study"),
    )
    author = factory.SubFactory(UserFactory)
    at = factory.LazyFunction(timezone.now)


class MemoFactory(DjangoModelFactory):
    class Meta:
        model = Memo

    study = factory.SubFactory(StudyFactory)
    code = factory.SubFactory(CodeFactory, study=factory.SelfAttribute("..study"))
    text = "À rapprocher de l’entretien E016."
    author = factory.SubFactory(UserFactory)
    at = factory.LazyFunction(timezone.now)
