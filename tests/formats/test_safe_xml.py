import pytest

from ancrage.formats.errors import Unreadable
from ancrage.formats.safe_xml import parse_xml

BILLION = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><a>&c;</a>'
EXTERNAL = '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'
XXE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'


def kind_of(data):
    with pytest.raises(Unreadable) as caught:
        parse_xml(data)
    return caught.value.kind


def test_plain_xml_is_parsed_without_comments():
    root = parse_xml("<a><!-- x --><b>é</b><?pi y?></a>".encode())
    assert [child.tag for child in root] == ["b"]
    assert root[0].text == "é"


@pytest.mark.parametrize("text", [BILLION, EXTERNAL, XXE, BILLION.lower()])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_a_declaration_is_refused_in_any_encoding(text, encoding):
    assert kind_of(text.encode(encoding)) == "doctype"


def test_a_declaration_hidden_in_utf7_is_refused():
    data = b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a+AD4-<a/>'
    assert kind_of(data) in ("doctype", "malformed")


@pytest.mark.parametrize("data", [b"", b"<a>", b"<a>&b;</a>", b"<a " * 400, b"<a>" * 400])
def test_broken_xml_is_malformed(data):
    assert kind_of(data) == "malformed"
