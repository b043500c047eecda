"""XML that declares nothing: no DOCTYPE, no entity, no network."""

import re

from lxml import etree

from ancrage.formats.errors import Unreadable

_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODINGS = {"UTF-8", "UTF-16", "US-ASCII", "ASCII"}


def refuse_doctype(data: bytes) -> None:
    """Raise :class:`Unreadable` if a DOCTYPE or an ENTITY stands anywhere in ``data``.

    Null bytes are dropped first, so that a declaration written in UTF-16 is found as well.
    """
    if _DECLARATION.search(data.replace(b"\0", b"")):
        raise Unreadable("doctype", "an XML part declares a DOCTYPE or an entity")


def parse_xml(data: bytes) -> etree._Element:
    """Return the root element of ``data``.

    Raises
    ------
    Unreadable
        ``doctype``, or ``malformed`` if this is not XML in UTF-8 or UTF-16. Other encodings, UTF-7
        for one, could hide a declaration from the search for it.
    """
    refuse_doctype(data)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("malformed", f"XML: {type(error).__name__}") from None
    document = root.getroottree().docinfo
    if document.doctype:  # type: ignore[union-attr]  # the stubs forget it
        raise Unreadable("doctype", "an XML part declares a DOCTYPE")
    if (document.encoding or "UTF-8").upper() not in _ENCODINGS:
        raise Unreadable("malformed", "XML in another encoding than UTF-8 or UTF-16")
    return root
