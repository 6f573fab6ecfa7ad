"""Words that several sheets share: their heads, the JCM's number of the form, symbols in plain."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jcm_mrv.views.reported.cover import fidelity_of
from jcm_mrv.views.reported.symbol import parse_symbol

if TYPE_CHECKING:
    from jcm_mrv.report.reading import ParsedReport
    from jcm_mrv.views.reported.symbol import Symbol
    from jcm_mrv.views.words import Language
    from jcm_mrv.views.workbook.drafting import Page

FIRST_ROW = 6
"""Rows above are the head of each sheet."""

NOTHING = "–"
"""What a cell shows where credits are withheld."""

_APPROVED = re.compile(r"([A-Z]{2}_[A-Z]{2}[0-9]{3}) ver([0-9]{1,2})\.([0-9])")


def form_number(parsed: ParsedReport) -> str:
    """Return the number of the monitoring spreadsheet, as ``JCM_LA_AM001_ver01.0``."""
    methodology = parsed.report.methodology
    approved = _APPROVED.fullmatch(methodology.number or "")
    if approved is None:
        return methodology.number or f"{methodology.id} {methodology.version}"
    return f"JCM_{approved[1]}_ver{int(approved[2]):02d}.{approved[3]}"


def plain_symbol(symbol: str) -> str:
    """Return a symbol in one line of text: ``EC_IT,p`` of ``EC_{IT,p}``."""
    return _in_line(parse_symbol(symbol))


def _in_line(symbols: tuple[Symbol, ...]) -> str:
    text = ""
    for one in symbols:
        text += one.word
        text += f"_{_in_line(one.below)}" if one.below else ""
        text += f"^{_in_line(one.above)}" if one.above else ""
    return text


def write_head(page: Page, title: str, parsed: ParsedReport, language: Language, to: int) -> None:
    """Write the head of a sheet of the JCM's form, and set up its pages.

    Source: facts/jcm-process 2.1, the header line of a filled MRS(input).
    """
    _ = language.text
    report = parsed.report
    number = form_number(parsed)
    reference = report.project.reference_number or "-"
    page.text(0, 0, _("Monitoring Spreadsheet: {number}", number=number), "right", to=to)
    page.text(1, 0, _("Reference Number: {number}", number=reference), "right", to=to)
    page.text(2, 0, title, "title", to=to)
    page.text(3, 0, report.project.title, "subtitle", to=to)
    fidelity = fidelity_of(report.methodology.fidelity, language)
    digest = _("SHA-256 of the report: {digest}", digest=parsed.sha256)
    page.text(4, 0, language.sentences((fidelity, digest)), "fine", to=to)
    page.printed = to


def write_colours(page: Page, row: int, language: Language, to: int) -> int:
    """Tell what the colours mean; return the next free row."""
    _ = language.text
    page.text(row, 0, _("Input: typed, by a person or from a meter"), "input", to=to)
    page.text(row + 1, 0, _("Computed: a formula"), "computed", to=to)
    page.text(row + 2, 0, _("Fixed: the methodology's, or a finding's"), "fixed", to=to)
    return row + 3
