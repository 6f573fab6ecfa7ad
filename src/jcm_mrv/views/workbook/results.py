"""Table 3 of both input sheets: what the calculation comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.views.workbook.inputs import PLAN, REPORT
from jcm_mrv.views.workbook.numberformats import WHOLE
from jcm_mrv.views.workbook.rounding import CREDITS, PROJECT, QUANTITIES, REDUCED, REFERENCE
from jcm_mrv.views.workbook.wording import NOTHING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jcm_mrv.report.model import Totals
    from jcm_mrv.report.reading import ParsedReport
    from jcm_mrv.views.words import Language
    from jcm_mrv.views.workbook.drafting import Page
    from jcm_mrv.views.workbook.expression import Ref
    from jcm_mrv.views.workbook.rounding import Rounding


def values_of(line: Totals) -> tuple[str | None, str | None, str | None]:
    """Return reference emissions, project emissions and reductions of a line [tCO2]."""
    three = (line.reference_emissions, line.project_emissions, line.emission_reductions)
    values = [None if one is None else one.value for one in three]
    return values[0], values[1], values[2]


def write_results(
    page: Page, row: int, parsed: ParsedReport, rounding: Rounding | None, language: Language
) -> int:
    """Write a row for each line, and the total; return the next free row."""
    columns, _ = REPORT, language.text
    title = _("Table 3: Ex-post calculation of CO2 emission reductions")
    page.text(row, 0, title, "section", to=columns.comment)
    heads = (
        (_("Monitoring period"), 0, columns.parameter),
        (_("Reference emissions"), columns.description, None),
        (_("Project emissions"), columns.value, None),
        (_("Emission reductions"), columns.unit, columns.option),
        (_("Credits"), columns.source, None),
        (_("Units"), columns.source + 1, None),
    )
    for head, column, to in heads:
        page.label(row + 1, column, head, to=to)
    row += 2
    report = parsed.report
    lines: list[Totals] = [*report.vintages, report.totals]
    labels = [language.period(one.start, one.end) for one in report.vintages]
    for index, (label, line) in enumerate(zip([*labels, _("Total")], lines, strict=True)):
        last = index == len(labels)
        style = "total" if last else "member"
        page.text(row, 0, label, style, kind="label", to=columns.parameter)
        at = "/totals" if last else f"/vintages/{index}"
        _write_line(page, row, index, line, at, rounding)
        page.text(row, columns.source + 1, _("tCO2/p"))
        row += 1
    return row + 1


def _write_line(
    page: Page, row: int, index: int, line: Totals, at: str, rounding: Rounding | None
) -> None:
    places = (REPORT.description, REPORT.value, REPORT.unit)
    if rounding is None:
        for place in (*places, REPORT.source):
            page.text(row, place, NOTHING, to=REPORT.option if place == REPORT.unit else None)
        return
    for place, column, value, key in zip(
        places, (REFERENCE, PROJECT, REDUCED), values_of(line), QUANTITIES, strict=True
    ):
        page.computed(
            row,
            place,
            rounding.line(index, column),
            value,
            pointer=f"{at}/{key}/value",
            group="tonnes",
            to=REPORT.option if place == REPORT.unit else None,
        )
    page.computed(
        row,
        REPORT.source,
        rounding.line(index, CREDITS),
        NOTHING if line.credits is None else str(line.credits),
        pointer=f"{at}/credits",
        format_="@" if line.credits is None else WHOLE,
        style="credits",
    )


def write_estimates(
    page: Page,
    row: int,
    parsed: ParsedReport,
    cells: Mapping[str, Ref] | None,
    why: str,
    language: Language,
) -> int:
    """Write what the plan expects of a full year; return the next free row.

    Args:
        page: of the plan.
        row: first row of the table.
        parsed: the report.
        cells: of RE, PE and ER on the calculation sheet; None where nothing is calculated there.
        why: what is missing then, in words.
        language: of the reader.
    """
    columns, _ = PLAN, language.text
    title = _("Table 3: Ex-ante estimation of CO2 emission reductions")
    page.text(row, 0, title, "section", to=columns.comment)
    page.label(row + 1, 0, _("CO2 emission reductions"), to=columns.description)
    page.label(row + 1, columns.value, _("Estimated Values"))
    page.label(row + 1, columns.unit, _("Units"))
    row += 2
    for name, words in (
        ("RE", _("Reference emissions of a full year")),
        ("PE", _("Project emissions of a full year")),
        ("ER", _("Emission reductions of a full year")),
    ):
        page.text(row, 0, words, to=columns.description)
        if cells is not None:
            page.computed(row, columns.value, cells[name], group="tonnes")
        page.text(row, columns.unit, _("tCO2/p"))
        row += 1
    if cells is None:
        page.text(row, 0, why, "note", to=columns.comment)
        row += 1
    stated = parsed.report.project.estimate
    if stated is not None and stated.reductions is not None:
        words = _("Emission reductions of a full year, as the project states them")
        page.text(row, 0, words, to=columns.description)
        pointer = "/project/estimate/reductions/value"
        page.number(row, columns.value, stated.reductions.value, pointer=pointer)
        page.text(row, columns.unit, stated.reductions.unit)
        page.text(row, columns.option, stated.source or "", to=columns.comment)
        row += 1
    return row + 1
