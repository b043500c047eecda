"""A text open before a researcher, and a codebook."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from ancrage.accounts.models import User
from ancrage.coding.models import Code
from ancrage.fieldwork.models import Document, Participant, TextVersion
from ancrage.studies.models import Study
from tests import factories

TEXT = (
    "MARAÎCHER 3 : On se voit en réunion, oui. Mais travailler ensemble, ça veut dire que chacun "
    "change un peu sa façon de faire.\n"
    "Et ça, personne n’en parle 👩‍🌾 jamais.\n"
    "ENQUÊTEUR : Et vous, qu’est-ce que vous changeriez ?"
)


@dataclass(frozen=True)
class Desk:
    """One researcher, one text, two codes."""

    study: Study
    user: User
    document: Document
    version: TextVersion
    participant: Participant
    coordination: Code
    cooperation: Code

    def url(self, name: str, *args: Any) -> str:
        """Return the address of a page of this text."""
        return reverse(f"coding:{name}", args=[self.study.slug, *(args or [self.document.uuid])])

    def span(self, words: str) -> dict[str, int]:
        """Return where ``words`` stand."""
        start = self.version.text.index(words)
        return {"start": start, "end": start + len(words)}


def make_desk(study: Study, site: Any, user: User) -> Desk:
    """Return a transcript of a person who agrees to everything and an interviewer."""
    interview = factories.InterviewFactory(study=study, site=site)
    participant = factories.ParticipantFactory(interview=interview, label="Maraîcher 3, Arras")
    document = factories.DocumentFactory(interview=interview)
    version = factories.TextVersionFactory(document=document, text=TEXT)
    second = TEXT.index("ENQUÊTEUR")
    factories.TurnFactory(
        text_version=version,
        participant=participant,
        label_start=0,
        start=TEXT.index("On se voit"),
        end=second,
    )
    factories.TurnFactory(
        text_version=version,
        participant=None,
        label_start=second,
        start=TEXT.index("Et vous"),
        end=len(TEXT),
    )
    # As an import does: a paragraph starts after the label of who speaks.
    for turn in version.turns.all():
        version.paragraphs.filter(start=turn.label_start).update(start=turn.start)
    gouvernance = factories.CodeFactory(study=study, name="Gouvernance", slug="gouvernance")
    return Desk(
        study=study,
        user=user,
        document=document,
        version=version,
        participant=participant,
        coordination=factories.CodeFactory(
            study=study, name="coordination", slug="coordination", parent=gouvernance, colour=3
        ),
        cooperation=factories.CodeFactory(
            study=study, name="coopération", slug="cooperation", colour=5
        ),
    )
