"""Tables of a study's folder written to the database, row by row."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, models, transaction

from ancrage.formats.study_folder import Row, StudyFolder, Unfit

# What a field says of a value → the kind of fault; any other is a bad value.
KINDS = {
    "blank": "missing_value",
    "null": "missing_value",
    "max_length": "max_length",
    "max_value": "number_too_big",
}


def take_each(folder: StudyFolder, table: str, take: Callable[[Row], object]) -> None:
    """Give each row of ``table`` to ``take``; see ``take_row``."""
    for row in folder.rows(table):
        take_row(folder, row, take)


def take_row(folder: StudyFolder, row: Row, take: Callable[[Row], object]) -> None:
    """Give ``row`` to ``take``; one that can't be taken leaves a fault and no trace.

    What ``take`` returns, if it is a row of the database, is checked field by field: SQLite would
    keep a text longer than its column. The database has the last word: what it refuses (a code
    given twice, an end before its start) is the fault ``refused``.
    """
    try:
        with transaction.atomic():
            refuse_misfit(take(row))
    except Unfit as unfit:
        folder.fault(unfit.kind, row, unfit.column)
    except IntegrityError:
        folder.fault("refused", row)
    except (DataError, OverflowError):
        folder.fault("max_length", row)


def refuse_misfit(made: object) -> None:
    """Raise ``Unfit`` where a field of ``made`` can't hold its value."""
    if not isinstance(made, models.Model):
        return
    relations = {field.name for field in made._meta.fields if field.is_relation}
    try:
        made.clean_fields(exclude=relations)
    except ValidationError as error:
        code = next(iter(error.error_dict.values()))[0].code or ""
        raise Unfit(KINDS.get(code, "bad_value")) from error
