import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ancrage.formats.documents import find_turns


def said(text, known=frozenset(), **options):
    return [
        (turn.speaker, text[turn.start : turn.end])
        for turn in find_turns(text, frozenset(known), **options)
    ]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("ENQUÊTEUR : Bonjour.\nMARIE : Oui.", ["ENQUÊTEUR", "MARIE"]),
        ("Marie Durand : Oui.\nJean de La Tour : Non.", ["Marie Durand", "Jean de La Tour"]),
        ("E1\u00a0: Bonjour.\nH2\u202f: Oui.", ["E1", "H2"]),
        ("MARIE - Oui.\nENQ – Et vous ?", ["MARIE", "ENQ"]),
        ("[MARIE] Oui.\n[JEAN] Non.", ["MARIE", "JEAN"]),
        ("MARIE\nOui.\n\nJEAN\nNon.\n\nMARIE\nSi.\n\nJEAN\nBon.", ["MARIE", "JEAN"] * 2),
        ("MARIE :\nOui.\nJEAN :\nNon.", ["MARIE", "JEAN"]),
        ("[00:01:02] Marie Durand : Oui.\n00:02 Jean Roy : Non.", ["Marie Durand", "Jean Roy"]),
        ("Marie Durand 00:01:02\nOui.\n\nJean Roy (00:02)\nNon.", ["Marie Durand", "Jean Roy"]),
        ("Enquêtrice : Et alors ?\nKarim : Rien.", ["Enquêtrice", "Karim"]),
        ("Marie : Oui.\nMarie : Non.\nKarim : Bon.", ["Marie", "Marie", "Karim"]),
        ("Élue à la jeunesse : a\n" * 3, ["Élue à la jeunesse"] * 3),
    ],
)
def test_labels_open_turns(text, speakers):
    assert [speaker for speaker, _ in said(text) if speaker] == speakers


@pytest.mark.parametrize(
    "text",
    [
        "Contexte : quartier nord.\nLieu : mairie.\nÀ retenir : la confiance.",
        "Il m’a dit : viens.\nIl m’a dit : pars.\nIl m’a dit : reste.",
        "Je pense à deux choses : la place et le marché.",
        "Oui\nMerci\nOui\nMerci\nOui\nMerci",
        "[Rires] Bon.\n[Rires] Oui.\n[INAUDIBLE] Non.",
        "Rendez-vous à 12:30 : salle 3.\nhttp://exemple.fr/ : site.",
        "Logement : trois bailleurs.\nTransports : deux lignes.\nTransports : en retard.",
        "Le marché - tous les samedis - attire du monde.",
        "Une étiquette bien trop longue pour être celle d’une personne qui parle ici : oui.",
    ],
)
def test_notes_and_sentences_hold_no_speaker(text):
    assert [speaker for speaker, _ in said(text)] == [None]


def test_a_turn_holds_its_paragraphs_without_the_label():
    text = "Entretien du 12 mars\n\nMARIE : Oui 😀.\n\nEt puis voilà.\nJEAN : Non."
    assert said(text) == [
        (None, "Entretien du 12 mars"),
        ("MARIE", "Oui 😀.\n\nEt puis voilà."),
        ("JEAN", "Non."),
    ]
    turn = find_turns(text)[1]
    assert text[turn.label_start : turn.label_end] == "MARIE"


def test_a_known_label_speaks_whatever_it_looks_like():
    text = "contexte : Bonjour.\nhabitante du 3e étage de la tour B : Oui."
    known = {"Contexte", "Habitante du 3e étage de la tour B"}
    assert [speaker for speaker, _ in said(text, known)] == [
        "contexte",
        "habitante du 3e étage de la tour B",
    ]


def test_only_known_labels_speak_in_notes():
    text = "CCAS : absent.\nMme D. : « On se connaît. »"
    assert said(text, {"Mme D."}, only_known=True) == [
        (None, "CCAS : absent."),
        ("Mme D.", "« On se connaît. »"),
    ]


def test_long_runs_of_blanks_cost_nothing():
    text = f"00:12{' ' * 200_000}(x\nA{' ' * 200_000}B\n{' ' * 200_000}:"
    started = time.process_time()
    find_turns(text)
    assert time.process_time() - started < 1


def test_a_label_that_says_nothing_is_no_turn():
    assert said("MARIE :\nJEAN : Non.") == [("JEAN", "Non.")]


LINES = st.sampled_from(
    [
        "MARIE : oui 😀",
        "JEAN - non",
        "[ÉLU] bon",
        "JEAN",
        "",
        "  ",
        "Contexte : x",
        "et puis 👩‍👧",
        ":",
    ]
)


@given(st.lists(LINES).map("\n".join) | st.text())
def test_turns_are_ordered_disjoint_and_cover_what_is_said(text):
    turns = find_turns(text)
    position = 0
    for turn in turns:
        assert position <= turn.label_start <= turn.label_end <= turn.start < turn.end
        assert not text[turn.start : turn.end][0].isspace()
        assert not text[turn.start : turn.end][-1].isspace()
        if turn.speaker is not None:
            assert text[turn.label_start : turn.label_end] == turn.speaker
        position = turn.end
    assert position <= len(text)
    assert bool(turns) or not text.strip() or find_turns(text) == ()
