"""The monitoring structure sheet (MSS): who is responsible for what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.views.workbook.book import MSS
from jcm_mrv.views.workbook.drafting import Page
from jcm_mrv.views.workbook.wording import FIRST_ROW, write_head

if TYPE_CHECKING:
    from jcm_mrv.report.reading import ParsedReport
    from jcm_mrv.views.words import Language

_WIDTHS = [46.0, 90.0]


def write_structure(parsed: ParsedReport, language: Language) -> Page:
    """Return the sheet.

    Source of its title and columns: facts/jcm-process 2.1, general knowledge (b).
    """
    _ = language.text
    page = Page(MSS, list(_WIDTHS))
    title = _("Monitoring Structure Sheet [Attachment to Project Design Document]")
    write_head(page, title, parsed, language, 1)
    page.label(FIRST_ROW, 0, _("Responsible personnel"))
    page.label(FIRST_ROW, 1, _("Role"))
    page.frozen = (FIRST_ROW + 1, 0)
    page.repeated = (FIRST_ROW, FIRST_ROW)
    people = parsed.report.project.responsible
    for index, one in enumerate(people):
        row, at = FIRST_ROW + 1 + index, f"/project/responsible/{index}"
        who = f"{one.name}, {one.organization}" if one.organization else one.name
        page.text(row, 0, who, kind="input", pointer=f"{at}/name")
        page.text(row, 1, one.role, kind="input", pointer=f"{at}/role")
    if not people:
        for column in (0, 1):
            page.text(FIRST_ROW + 1, column, "", kind="input")
    return page
