import threading
from pathlib import Path

import pytest

from ancrage.formats import sandbox
from ancrage.formats.documents import TextDocument, Turn, read_document
from ancrage.formats.errors import Unreadable
from ancrage.formats.notices import Notice
from ancrage.formats.plain_data import from_plain, to_plain
from ancrage.formats.sandbox import Limits, Sandbox
from ancrage.formats.tables import read_workbook
from ancrage.formats.zip_reading import MEGABYTE
from tests.formats import builders, odd_child

WORD = builders.word("MARIE : Bonjour 😀", "JEAN : Bonsoir")
CSV = b"id;site\nE1;Arras\n"


@pytest.fixture
def odd(monkeypatch):
    """Return what makes a sandbox whose child serves readers that misbehave."""
    monkeypatch.setattr(sandbox, "READERS", odd_child.READERS)
    monkeypatch.setattr(sandbox, "_CHILD", "tests.formats.odd_child")
    root = str(Path(__file__).parents[2])
    monkeypatch.setattr(sandbox, "_SOURCE", f"{sandbox._SOURCE}:{root}")
    boxes = []

    def make(**limits):
        boxes.append(Sandbox(Limits(**limits)))
        return boxes[-1]

    yield make
    for box in boxes:
        box.close()


def reason(box, function, data=b""):
    with pytest.raises(Unreadable) as caught:
        box.run(function, "secret.txt", data)
    assert "secret" not in str(caught.value)
    return caught.value


def test_the_child_reads_as_the_functions_do():
    with Sandbox() as box:
        assert box.read_document("a.docx", WORD) == read_document("a.docx", WORD)
        assert box.read_workbook("a.csv", CSV) == read_workbook("a.csv", CSV)
        data = "été".encode("cp1252")
        assert box.read_document("a.txt", data, encoding="cp1252").text == "été"
        with pytest.raises(Unreadable) as caught:
            box.read_document("a.docx", b"x")
        assert (caught.value.kind, caught.value.detail) == ("wrong_type", "named docx, holds text")
        with pytest.raises(Unreadable) as caught:
            box.read_workbook("a.csv", b'a;b\n1;"', most_rows=5)
        assert (caught.value.kind, caught.value.row) == ("malformed", 2)


def test_one_child_reads_several_files_and_is_replaced_in_time():
    with Sandbox(Limits(files=2)) as box:
        children = []
        for _ in range(3):
            box.read_document("a.txt", b"Bonjour")
            children.append(box._child.pid)
    assert children[0] == children[1] != children[2]
    assert box._child is None


def test_threads_may_each_have_their_own():
    texts = []

    def read(number):
        with Sandbox() as box:
            texts.append(box.read_document("a.txt", b"Texte %d" % number).text)

    threads = [threading.Thread(target=read, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(texts) == ["Texte 0", "Texte 1", "Texte 2"]


@pytest.mark.parametrize(
    ("function", "limits", "kind"),
    [
        ("sleep", {"seconds": 0.5}, "too_long"),
        ("spin", {"processor_seconds": 0}, "too_long"),
        ("swallow", {}, "too_big"),
        ("flood", {"output": MEGABYTE}, "too_big"),
        ("leave", {}, "crashed"),
        ("lie", {}, "crashed"),
        ("fail", {}, "crashed"),
    ],
)
def test_a_reader_that_misbehaves_is_contained(odd, function, limits, kind):
    box = odd(**limits)
    assert reason(box, function, b"secret").kind == kind
    assert box.run("chatter", "a", b"next") == "next"


@pytest.mark.parametrize("kind", odd_child.SIGNALS)
def test_a_death_tells_its_cause(odd, kind):
    box = odd()
    assert reason(box, "kill", str(int(odd_child.SIGNALS[kind])).encode()).kind == kind
    assert box.run("chatter", "a", b"next") == "next"


def test_a_reason_comes_back_whole(odd):
    error = reason(odd(), "refuse")
    assert (error.kind, error.detail, error.row) == ("malformed", "on purpose", 3)


def test_a_failure_tells_where_but_not_what(odd):
    assert reason(odd(), "fail", b"secret").detail.startswith("RuntimeError at odd_child.py:")


def test_what_a_parser_prints_is_lost(odd):
    assert odd().run("chatter", "a", b"Bonjour") == "Bonjour"


def test_a_child_that_dies_between_two_files_is_replaced(odd):
    box = odd()
    box.run("chatter", "a", b"x")
    box._child.kill()
    box._child.wait()
    assert box.run("chatter", "a", b"y") == "y"


def test_too_large_a_file_never_reaches_the_child():
    box = Sandbox(Limits(input=10))
    with pytest.raises(Unreadable) as caught:
        box.read_document("a.txt", b"x" * 11)
    assert caught.value.kind == "too_big"
    assert box._child is None


def test_a_child_has_an_empty_folder_and_none_of_our_secrets(odd, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "secret")
    box = odd()
    folder, *environment = box.run("surroundings", "a", b"").split(" ")
    assert environment == ["LC_ALL", "PYTHONPATH", "TMPDIR"]
    assert Path(folder).is_dir()
    box.close()
    assert not Path(folder).exists()


def test_a_child_has_no_network_no_process_and_writes_nothing(odd):
    assert odd().run("escape", "a", b"") == "network process file"


def test_an_interruption_leaves_no_answer_behind(odd, monkeypatch):
    box = odd()

    def interrupt(*arguments):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(sandbox, "read_exactly", interrupt)
        with pytest.raises(KeyboardInterrupt):
            box.run("chatter", "a", b"one")
    assert box.run("chatter", "a", b"two") == "two"


def test_a_large_file_goes_through_the_pipe():
    with Sandbox() as box:
        assert len(box.read_document("a.txt", b"Bonjour.\n" * 300_000).text) > 2_000_000


class TestPlainData:
    DOCUMENT = TextDocument("A : b", (Turn(4, 5, "A", 0, 1),), "text/plain", (Notice("images"),))

    def test_dataclasses_come_back(self):
        assert from_plain(TextDocument, to_plain(self.DOCUMENT)) == self.DOCUMENT
        tables = read_workbook("a.csv", CSV)
        assert from_plain(dict[str, type(tables["a"])], to_plain(tables)) == tables

    @pytest.mark.parametrize(
        "change",
        [
            {"text": 3},
            {"turns": "x"},
            {"turns": [{"start": True}]},
            {"turns": [{"start": 0, "end": 99, "speaker": None, "label_start": 0, "label_end": 0}]},
            {"extra": "x"},
            {"notices": [None]},
        ],
    )
    def test_what_does_not_fit_is_refused(self, change):
        with pytest.raises((TypeError, ValueError)):
            from_plain(TextDocument, to_plain(self.DOCUMENT) | change)
