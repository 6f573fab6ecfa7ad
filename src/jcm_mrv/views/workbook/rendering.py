"""The report as the workbook of the JCM, in bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.expressions import FormulaError
from jcm_mrv.views.reported.fault import ViewFault
from jcm_mrv.views.workbook.drafting import TooLargeError
from jcm_mrv.views.workbook.expression import FormulaTooLongError
from jcm_mrv.views.workbook.guard import check_book
from jcm_mrv.views.workbook.layout import lay_out_book
from jcm_mrv.views.workbook.writer import write_book

if TYPE_CHECKING:
    from jcm_mrv.report.reading import ParsedReport
    from jcm_mrv.views.words import Language


def render_workbook(parsed: ParsedReport, language: Language) -> bytes:
    """Return the workbook of a report; the same report and language give the same bytes.

    Args:
        parsed: the report.
        language: of its words.

    Raises:
        ViewFault: V390 where a spreadsheet would not show the report's numbers, V391 where the
            report does not fit into a workbook, V392 where its numbers do not follow from each
            other.
    """
    try:
        book = lay_out_book(parsed, language)
        check_book(book)
        return write_book(book)
    except ViewFault:
        raise
    except (TooLargeError, FormulaTooLongError) as error:
        message = f"{error}; no workbook is written: hand in report.json, the page or the paper"
        raise ViewFault(message, "V391") from None
    except (FormulaError, LookupError, TypeError, AttributeError, ValueError, ArithmeticError):
        message = (
            "the report's entries do not fit together; no workbook is written: jcm-mrv verify "
            "tells which"
        )
        raise ViewFault(message, "V392") from None
