"""Render a report on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.views.paper.document import paper_of
from jcm_mrv.views.paper.typesetting import render_data

if TYPE_CHECKING:
    from jcm_mrv.report.reading import ParsedReport
    from jcm_mrv.views.words import Language


def render_paper(parsed: ParsedReport, language: Language) -> bytes:
    """Return a report as a PDF: A4, PDF/UA-1, with every font in it.

    Args:
        parsed: the report, whose numbers are shown and never computed.
        language: of its readers.
    """
    return render_data(paper_of(parsed, language), language)
