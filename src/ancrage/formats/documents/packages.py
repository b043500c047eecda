"""What documents kept in a zip of XML parts share."""

import zipfile

from lxml import etree

from ancrage.formats.errors import Unreadable
from ancrage.formats.safe_xml import parse_xml, refuse_doctype
from ancrage.formats.zip_reading import PACKAGE, open_zip_file, read_member

_XML = (".xml", ".rels", ".rdf")


class Package:
    """XML parts of a document, each one read and looked through for a DOCTYPE on opening."""

    def __init__(self, data: bytes) -> None:
        with open_zip_file(data, PACKAGE) as container:
            self.names = frozenset(container.namelist())
            self._parts = {
                info.filename: _checked(container, info)
                for info in container.infolist()
                if info.filename.lower().endswith(_XML)
            }

    def part(self, name: str) -> etree._Element:
        """Return the root of one part; ``malformed`` if there is none of that name."""
        if name not in self._parts:
            raise Unreadable("malformed", "a part is missing")
        return parse_xml(self._parts[name])

    def parts(self, suffix: str) -> list[str]:
        """Return the names of the XML parts that end with ``suffix``."""
        return sorted(name for name in self._parts if name.endswith(suffix))


def _checked(container: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    data = read_member(container, info, PACKAGE)
    refuse_doctype(data)
    return data
