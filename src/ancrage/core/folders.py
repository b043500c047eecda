"""Tables of a study's folder written to the database, row by row."""

from collections.abc import Callable

from django.db import IntegrityError, transaction

from ancrage.formats.study_folder import Row, StudyFolder, Unfit


def take_each(folder: StudyFolder, table: str, take: Callable[[Row], object]) -> None:
    """Give each row of ``table`` to ``take``; one that can't be taken leaves a fault and no trace.

    The database has the last word: what it refuses (a code given twice, an end before its start)
    is the fault ``refused``.
    """
    for row in folder.rows(table):
        try:
            with transaction.atomic():
                take(row)
        except Unfit as unfit:
            folder.fault(unfit.kind, row, unfit.column)
        except IntegrityError:
            folder.fault("refused", row)
