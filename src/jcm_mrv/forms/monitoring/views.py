"""The layout of a monitoring workbook, asked once more for a report that was rebuilt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jcm_mrv.canonical import canonical
from jcm_mrv.forms.monitoring.matching import number_in
from jcm_mrv.report.model import Report
from jcm_mrv.report.reading import ParsedReport
from jcm_mrv.shapes import validate
from jcm_mrv.views.words import read_language
from jcm_mrv.views.workbook.book import MRS_PROCESS
from jcm_mrv.views.workbook.layout import lay_out_book

if TYPE_CHECKING:
    from fractions import Fraction

    from jcm_mrv.forms.monitoring.stated import Stated
    from jcm_mrv.readings.workbook.whole import WholeBook
    from jcm_mrv.views.workbook.book import Book

_NAME, _VALUE = 3, 1


def lay_out_again(document: dict[str, Any], stated: Stated) -> Book:
    """Return the workbook that a rebuilt report gives, in the language of the one at hand.

    The digest of the report that it was written from is what it says itself.

    Raises:
        ValueError: it gives none.
        LookupError: likewise.
    """
    data = canonical(document)
    parsed = ParsedReport(data, stated.sha256, document, validate(Report, document))
    return lay_out_book(parsed, read_language(stated.language))


def shown_potentials(whole: WholeBook) -> dict[str, Fraction]:
    """Return the global warming potentials in the list of default values, by name."""
    sheet = whole.sheets.get(MRS_PROCESS)
    found: dict[str, Fraction] = {}
    for (row, column), cell in sheet.cells.items() if sheet else ():
        if column == _NAME and cell.text.startswith("GWP_"):
            value = number_in(sheet.cells.get((row, _VALUE)) if sheet else None)
            if value is not None:
                found[cell.text] = value
    return found
