import io
import stat
import unicodedata
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ancrage.formats.archives import open_folder, open_zip
from ancrage.formats.errors import Unreadable
from ancrage.formats.zip_reading import ZipLimits
from tests.formats.builders import zipped

SMALL = ZipLimits(members=3, member=1000, total=2000, ratio=20, harmless=100)


def kind_of(open_bundle, source, **options):
    with pytest.raises(Unreadable) as caught:
        open_bundle(source, **options)
    return caught.value.kind


def test_members_are_read_by_name():
    with open_zip(zipped({"a.txt": "un", "textes/b.txt": "deux"})) as bundle:
        assert bundle.names == ("a.txt", "textes/b.txt")
        assert bundle.read("textes/b.txt") == b"deux"
        with pytest.raises(KeyError):
            bundle.read("c.txt")


def test_a_zip_on_disk_is_read(tmp_path):
    (tmp_path / "a.zip").write_bytes(zipped({"a.txt": "un"}))
    with open_zip(tmp_path / "a.zip") as bundle:
        assert bundle.read("a.txt") == b"un"


def test_a_single_top_folder_is_seen_through():
    members = {"terrain/": "", "terrain/a.txt": "un", "terrain/b/c.txt": "", "__MACOSX/x": ""}
    assert open_zip(zipped(members)).names == ("a.txt", "b/c.txt")
    assert open_zip(zipped({"x/a.txt": "", "y/b.txt": ""})).names == ("x/a.txt", "y/b.txt")


JUNK = (".DS_Store", "Thumbs.db", "b/~$notes.docx", "b/.~lock.a.odt#", "desktop.ini", "._a.txt")


def test_what_systems_add_is_passed_over(tmp_path):
    assert open_zip(zipped(dict.fromkeys((*JUNK, "__MACOSX/a.txt", "b/a.txt", "c"), ""))).names == (
        "b/a.txt",
        "c",
    )
    (tmp_path / "b").mkdir()
    for name in (*JUNK, "a.txt"):
        (tmp_path / name).write_text("x")
    assert open_folder(tmp_path).names == ("a.txt",)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "../a.txt",
            "b/../../a.txt",
            "/etc/passwd",
            "C:/a.txt",
            "c:a.txt",
            "b\\a.txt",
            "..\\a.txt",
        ),
        *("./a.txt", "b//a.txt", "a\x07.txt", "a\u202etxt.exe", "x/" * 30 + "a.txt", "../"),
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(name):
    assert kind_of(open_zip, zipped({"ok.txt": "", name: ""})) == "unsafe_name"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("a.txt", "A.TXT"),
        ("é.txt", unicodedata.normalize("NFD", "é.txt")),
    ],
)
def test_doubled_names_are_refused(tmp_path, first, second):
    assert kind_of(open_zip, zipped({first: "", second: ""})) == "doubled_name"
    (tmp_path / first).write_text("")
    (tmp_path / second).write_text("")
    assert kind_of(open_folder, tmp_path) == "doubled_name"


def test_the_same_name_twice_is_refused():
    data = zipped({"a.txt": "un", "b.txt": "deux"}).replace(b"b.txt", b"a.txt")
    assert kind_of(open_zip, data) == "doubled_name"


def test_symbolic_links_are_refused(tmp_path):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as container:
        link = zipfile.ZipInfo("a.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        container.writestr(link, "/etc/passwd")
    assert kind_of(open_zip, stream.getvalue()) == "symlink"
    (tmp_path / "a.txt").symlink_to("/etc/passwd")
    assert kind_of(open_folder, tmp_path) == "symlink"


def flagged(data, *, add=0, drop=0):
    """Return a zip of one member with flags changed in both of its headers."""
    changed = bytearray(data)
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = changed.index(signature) + place
        flags = int.from_bytes(changed[start : start + 2], "little")
        changed[start : start + 2] = (flags & ~drop | add).to_bytes(2, "little")
    return bytes(changed)


def test_encrypted_members_are_refused():
    assert kind_of(open_zip, flagged(zipped({"a.txt": "x"}), add=0x1)) == "encrypted"


@pytest.mark.parametrize(
    ("members", "kind"),
    [
        (dict.fromkeys("abcd", "x"), "too_many_members"),
        ({"a": bytes(range(256)) * 4}, "too_big"),
        ({"a": bytes(range(256)) * 3, "b": bytes(range(256)) * 3, "c": bytes(800)}, "bomb"),
    ],
)
def test_limits_hold(tmp_path, members, kind):
    assert kind_of(open_zip, zipped(members), limits=SMALL) == kind
    if kind != "bomb":
        for name, data in members.items():
            (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data.encode())
        assert kind_of(open_folder, tmp_path, limits=SMALL) == kind


def test_the_whole_may_be_too_big():
    data = zipped(dict.fromkeys("abc", bytes(range(250)) * 3), zipfile.ZIP_STORED)
    assert kind_of(open_zip, data, limits=SMALL) == "too_big"


def test_a_bomb_is_refused():
    assert kind_of(open_zip, zipped({"a.txt": bytes(25_000_000)})) == "bomb"


def test_a_member_that_lies_about_its_size_is_refused():
    data = bytearray(zipped({"a.txt": bytes(5000)}))
    place = data.index(b"PK\x01\x02") + 24
    data[place : place + 4] = (10).to_bytes(4, "little")
    with open_zip(bytes(data)) as bundle, pytest.raises(Unreadable) as caught:
        bundle.read("a.txt")
    assert caught.value.kind == "truncated"


def test_a_file_that_grew_is_refused(tmp_path):
    (tmp_path / "a").write_bytes(b"x")
    bundle = open_folder(tmp_path, limits=SMALL)
    (tmp_path / "a").write_bytes(bytes(1500))
    with pytest.raises(Unreadable) as caught:
        bundle.read("a")
    assert caught.value.kind == "too_big"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "empty"),
        (b"%PDF-1.4", "wrong_type"),
        (b"PK\x03\x04" + bytes(90), "truncated"),
        (zipped({"a": bytes(900)}, zipfile.ZIP_STORED)[:-30], "truncated"),
        (zipped({"a": "x" * 90}, zipfile.ZIP_LZMA), "unsupported"),
    ],
)
def test_what_is_no_zip_is_refused(data, kind):
    assert kind_of(open_zip, data) == kind


def test_accents_in_names_are_read_as_typed():
    marked = zipped({"été.txt": "x"})
    assert open_zip(marked).names == ("été.txt",)
    assert open_zip(flagged(marked, drop=0x800)).names == ("été.txt",)
    old = zipped({"_t_.txt": "x"}).replace(b"_t_", "été".encode("cp437"))
    assert open_zip(old).names == ("été.txt",)
    windows = zipped({"_t_.txt": "x"}).replace(b"_t_", "ÀtÊ".encode("cp850"))
    assert open_zip(windows).names == ("ÀtÊ.txt",)


class TestFind:
    @pytest.fixture
    def bundle(self):
        return open_zip(
            zipped(
                dict.fromkeys(
                    ("t/E001-été.docx", "t/table.csv", "u/x.txt", "v/x.txt", "v/seul.srt"), "x"
                )
            )
        )

    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            ("E001-été.docx", "t/E001-été.docx"),
            (" e001-ÉTÉ.DOCX ", "t/E001-été.docx"),
            (unicodedata.normalize("NFD", "E001-été.docx"), "t/E001-été.docx"),
            ("t\\E001-été.docx", "t/E001-été.docx"),
            ("./E001-été.docx", "t/E001-été.docx"),
            ("E001-été", "t/E001-été.docx"),
            ("seul", "v/seul.srt"),
            ("u/x.txt", "u/x.txt"),
            ("x.txt", None),
            ("E001-été.doc", None),
            ("", None),
        ],
    )
    def test_a_file_is_found_as_a_person_types_it(self, bundle, typed, found):
        assert bundle.find(typed, beside="t/table.csv") == found


@given(st.binary(max_size=400), st.sampled_from([b"PK\x03\x04", b"PK\x05\x06" + bytes(18), b""]))
def test_random_bytes_are_opened_or_refused(data, start):
    try:
        open_zip(start + data).close()
    except Unreadable:
        return
