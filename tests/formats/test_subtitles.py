import pytest

from ancrage.formats.documents import read_document
from ancrage.formats.errors import Unreadable


def srt(*cues):
    blocks = []
    for number, cue in enumerate(cues, start=1):
        start, end, text = cue if isinstance(cue, tuple) else (number, number + 0.9, cue)
        times = " --> ".join(f"00:00:{time:06.3f}".replace(".", ",") for time in (start, end))
        blocks.append(f"{number}\n{times}\n{text}\n")
    return "\r\n".join("\n".join(blocks).split("\n")).encode()


def said(document):
    return [(turn.speaker, document.text[turn.start : turn.end]) for turn in document.turns]


def test_cues_of_one_speaker_make_one_paragraph():
    data = srt("Marie: Bonjour,", "Marie: <i>tout</i>\nva bien.", "oui.", "Paul: {\\an8}Ah.")
    document = read_document("a.srt", data)
    assert document.media_type == "application/x-subrip"
    assert document.text == "Marie\u00a0: Bonjour, tout va bien. oui.\nPaul\u00a0: Ah."
    assert said(document) == [("Marie", "Bonjour, tout va bien. oui."), ("Paul", "Ah.")]


def test_without_speakers_a_long_pause_opens_a_paragraph():
    data = srt((1, 2, "Bonjour"), (2, 3, "à tous."), (9, 10, "Voilà."))
    document = read_document("a.srt", data)
    assert document.text == "Bonjour à tous.\nVoilà."
    assert said(document) == [(None, document.text)]


def test_voices_of_webvtt_stand_as_labels():
    document = read_document(
        "a.vtt",
        (
            "WEBVTT - entretien\n\nNOTE Karim: à relire\nencore\n\nSTYLE\n::cue {}\n\n"
            "debut\n00:01.000 --> 00:02.000 align:start\n<v.loud Marie Durand>Moi &amp; eux</v>\n\n"
            "00:02.000 --> 00:03.000\n<v Marie Durand>puis <00:02.500><c>voilà</c>\n"
            "<v Karim>Oui</v>\n\n00:03.000 --> 00:04.000\nbon.\n"
        ).encode(),
    )
    assert document.media_type == "text/vtt"
    assert said(document) == [("Marie Durand", "Moi & eux puis voilà"), ("Karim", "Oui bon.")]


def test_subtitles_named_txt_are_subtitles():
    document = read_document("a.txt", srt("Bonjour"))
    assert document.text == "Bonjour"


@pytest.mark.parametrize("data", [b"WEBVTT\n\nNOTE rien\n", b"WEBVTT"])
def test_a_file_without_cue_is_empty(data):
    with pytest.raises(Unreadable) as caught:
        read_document("a.vtt", data)
    assert caught.value.kind == "empty"


def test_a_speaker_that_only_the_table_knows_is_found_afterwards():
    document = read_document(
        "a.srt", srt("Élue à la jeunesse: Bonjour.", "Voisine du marché: Oui.")
    )
    assert document.speakers == ()
    known = document.with_known_speakers(frozenset({"Élue à la jeunesse", "voisine du marché"}))
    assert known.speakers == ("Élue à la jeunesse", "Voisine du marché")
