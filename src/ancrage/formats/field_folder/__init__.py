"""What a team brings back from the field: two tables and the texts that they name."""

from ancrage.formats.field_folder.columns import Mapping, Recognised
from ancrage.formats.field_folder.faults import KINDS, Fault
from ancrage.formats.field_folder.folder import FieldFolder, read_field_folder
from ancrage.formats.field_folder.rows import CONSENTS, FieldInterview, FieldPerson
from ancrage.formats.field_folder.texts import FieldText
from ancrage.formats.field_folder.voices import Voice, identify, known_labels

__all__ = [
    "CONSENTS",
    "KINDS",
    "Fault",
    "FieldFolder",
    "FieldInterview",
    "FieldPerson",
    "FieldText",
    "Mapping",
    "Recognised",
    "Voice",
    "identify",
    "known_labels",
    "read_field_folder",
]
