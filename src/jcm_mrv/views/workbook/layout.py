"""The whole workbook as data, from a report document and a language alone."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from jcm_mrv.views.reported.parameters import monitored_of
from jcm_mrv.views.reported.results import line_labels, segment_labels
from jcm_mrv.views.workbook.book import MPS_INPUT, MPS_PROCESS, MRS_INPUT, MRS_PROCESS, Book
from jcm_mrv.views.workbook.contents import MONITORED, read_contents
from jcm_mrv.views.workbook.defaults import Defaults
from jcm_mrv.views.workbook.drafting import Page, finish
from jcm_mrv.views.workbook.expression import Ref, call
from jcm_mrv.views.workbook.findings import FindingsSheet
from jcm_mrv.views.workbook.fixed import FixedTable, Origin
from jcm_mrv.views.workbook.inputs import (
    PLAN,
    REPORT,
    write_about,
    write_legend,
    write_names,
    write_table_1,
)
from jcm_mrv.views.workbook.plan import make_plan
from jcm_mrv.views.workbook.process import LAST, WIDTHS, Block, write_no_calculation
from jcm_mrv.views.workbook.readings import ReadingsSheet
from jcm_mrv.views.workbook.results import values_of, write_estimates, write_results
from jcm_mrv.views.workbook.rounding import LineRow, Rounding, rounding_rows
from jcm_mrv.views.workbook.segments import Sources, scenarios_of
from jcm_mrv.views.workbook.structure import write_structure
from jcm_mrv.views.workbook.wording import FIRST_ROW, form_number, write_head

if TYPE_CHECKING:
    from jcm_mrv.report.reading import ParsedReport
    from jcm_mrv.views.reported.parameters import Monitored
    from jcm_mrv.views.words import Language
    from jcm_mrv.views.workbook.contents import Contents
    from jcm_mrv.views.workbook.expression import Formula
    from jcm_mrv.views.workbook.scenario import Scenario

TABLE_1_HEADS = 3


def lay_out_book(parsed: ParsedReport, language: Language) -> Book:
    """Return the workbook of a report.

    Args:
        parsed: the report.
        language: of its words; numbers, formulas and names of sheets are the same in all.

    Raises:
        ValueError: the report's entries do not fit together, or no sheet can hold them.
        LookupError: likewise.
    """
    pages = _Maker(parsed, language).make()
    _ = language.text
    project = parsed.report.project
    return Book(
        sheets=finish(pages),
        title=_("Monitoring Spreadsheet: {number}", number=form_number(parsed)),
        project=" ".join(part for part in (project.reference_number, project.title) if part),
        sha256=parsed.sha256,
        language=language.code,
        day=project.monitoring_period.end,
        footer=_("Page {page} of {pages}", page="&P", pages="&N"),
    )


class _Maker:
    """Lay out one sheet after the other, those first whose cells others read."""

    def __init__(self, parsed: ParsedReport, language: Language) -> None:
        self.parsed = parsed
        self.language = language
        self.contents: Contents = read_contents(parsed)
        self.points = {(one.name, one.member): one for one in monitored_of(parsed, language)}
        self.labels = segment_labels(parsed, language)
        self.fixed = FixedTable(self.contents, language)
        self.readings = ReadingsSheet(self.contents, language)
        self.findings = FindingsSheet(parsed, language)
        self.plan_input = Page(MPS_INPUT, PLAN.widths())
        self.report_input = Page(MRS_INPUT, REPORT.widths())
        self.monitored: dict[tuple[int, str, str], Ref] = {}

    def make(self) -> tuple[Page, ...]:
        """Return every sheet."""
        plan_row, origin = self._plan_input()
        row, origin = self._report_input(origin)
        sources = Sources(
            lambda segment, name, member: self.monitored[segment, name, member], origin.cell
        )
        scenarios: tuple[Scenario, ...] = ()
        if self.contents.is_calculated:
            scenarios = scenarios_of(self.contents, sources, self._titles(), self.language)
        process = self._report_process(scenarios)
        rounding = process.rounding
        row = write_results(self.report_input, row, self.parsed, rounding, self.language)
        write_legend(self.report_input, row, REPORT, self.language)
        plan_process = self._plan_process(scenarios, plan_row)
        return (
            self.plan_input,
            plan_process,
            write_structure(self.parsed, self.language),
            self.report_input,
            process.page,
            self.readings.finish(),
            self.findings.write(),
        )

    def _titles(self) -> tuple[str, ...]:
        _ = self.language.text
        return tuple(
            _(
                "Monitoring period: {period} (segment {number})",
                period=self.language.period(one.start, one.end),
                number=number,
            )
            for number, one in enumerate(self.parsed.report.segments, 1)
        )

    # The input sheets.

    def _plan_input(self) -> tuple[int, Origin]:
        page, columns, _ = self.plan_input, PLAN, self.language.text
        title = _("Monitoring Plan Sheet (Input Sheet) [Attachment to Project Design Document]")
        write_head(page, title, self.parsed, self.language, columns.comment)
        write_table_1(page, FIRST_ROW, columns, self.language)
        row = FIRST_ROW + TABLE_1_HEADS
        self.estimates: dict[tuple[str, str], tuple[Monitored, Ref]] = {}
        for key, one in self.points.items():
            write_about(page, row, columns, one, self.language, first=True)
            given = one.estimate
            cell = page.number(
                row,
                columns.value,
                given.value if given else None,
                pointer=given.at if given else None,
            )
            page.text(row, columns.unit, given.unit if given else one.unit)
            write_names(page, row, columns, one.name, one.member, None)
            self.estimates[key] = (one, cell)
            row += 1
        row += 1
        origin = self.fixed.write(page, row, columns, None)
        return self.fixed.end(row), origin

    def _report_input(self, origin: Origin) -> tuple[int, Origin]:
        page, columns, _ = self.report_input, REPORT, self.language.text
        title = _("Monitoring Report Sheet (Input Sheet) [For Verification]")
        write_head(page, title, self.parsed, self.language, columns.comment)
        page.frozen = (0, columns.description)
        write_table_1(page, FIRST_ROW, columns, self.language)
        row = FIRST_ROW + TABLE_1_HEADS
        if self.contents.is_calculated:
            row = self._monitoredvalues_of(row)
        else:
            for one in self.points.values():
                write_about(page, row, columns, one, self.language, first=True)
                page.text(row, 0, one.period)
                page.text(row, columns.unit, one.unit)
                write_names(page, row, columns, one.name, one.member, None)
                row += 1
        row += 1
        origin = self.fixed.write(page, row, columns, origin)
        return self.fixed.end(row), origin

    def _monitoredvalues_of(self, row: int) -> int:
        """Write a row for each parameter, member and segment, with a formula over its readings."""
        report = self.parsed.report
        periods = [self.language.period(one.start, one.end) for one in report.segments]
        for name in self.contents.names_of((MONITORED,)):
            of_name = [self.contents.values.get((at, name)) for at in range(len(periods))]
            found = [entry for entry in of_name if entry is not None]
            every = dict.fromkeys(m for _, value in found for m in value.members or ("",))
            for member, entry in product(every, found):
                at, value = entry
                if member in (value.members or ("",)):
                    segment, period = value.segment, periods[value.segment]
                    column = None
                    if value.members is not None:
                        column = self.contents.place_of(value.members, member)
                    self._monitored_value(row, period, at, column, member)
                    self.monitored[segment, name, member] = Ref(MRS_INPUT, row, REPORT.value)
                    row += 1
        return row

    def _monitored_value(
        self, row: int, period: str, at: int, column: int | None, member: str
    ) -> None:
        page, columns = self.report_input, REPORT
        value = self.parsed.report.values[at]
        page.text(row, 0, period)
        tree = self.readings.value(at, value, column)
        text = value.value if column is None else (value.values or ())[column]
        key = "value" if column is None else f"values/{column}"
        page.computed(
            row,
            columns.value,
            tree,
            text,
            pointer=f"/values/{at}/{key}",
            group=f"{value.name} {member}",
        )
        page.text(row, columns.unit, value.unit or "")
        point = self.points.get((value.name, member))
        if point is not None:
            write_about(page, row, columns, point, self.language, first=value.segment == 0)
        write_names(page, row, columns, value.name, member, value.segment)

    # The calculation sheets.

    def _report_process(self, scenarios: tuple[Scenario, ...]) -> _Process:
        _ = self.language.text
        page = Page(MRS_PROCESS, list(WIDTHS))
        title = _("Monitoring Report Sheet (Calculation Process Sheet) [For Verification]")
        write_head(page, title, self.parsed, self.language, LAST)
        report = self.parsed.report
        page.text(FIRST_ROW, 0, _("Country (none: a trial run outside of the JCM)"))
        country = page.text(
            FIRST_ROW, 1, report.project.country, kind="input", pointer="/project/country"
        )
        row = FIRST_ROW + 2
        defaults = Defaults(page, self.parsed, self.language, LAST)
        if not scenarios:
            why = _("Nothing could be calculated; the sheet Findings tells why.")
            title = _("Lines of the monitoring period")
            row = write_no_calculation(page, row, title, why)
            defaults.place(row)
            defaults.write()
            return _Process(page, None)
        blocks = [Block(page, one, defaults, self.language) for one in scenarios]
        top = row + rounding_rows(len(report.vintages), len({o.year for o in report.vintages}))
        for block in blocks:
            page.breaks.append(top)
            block.place(top)
            top += block.rows
        defaults.place(top)
        rounding = self._rounding(page, row, country, blocks)
        for block in blocks:
            block.write()
        defaults.write()
        return _Process(page, rounding)

    def _rounding(self, page: Page, row: int, country: Ref, blocks: list[Block]) -> Rounding:
        report = self.parsed.report
        labels = line_labels(self.parsed, self.language)
        lines = []
        for index, line in enumerate(report.vintages):
            own = [
                block
                for block, segment in zip(blocks, report.segments, strict=True)
                if segment.vintage == index
            ]
            if not own:
                raise ValueError("a line of the report has no segment")
            sides = tuple(_sum([block.cells[side] for block in own]) for side in ("RE", "PE", "ER"))
            lines.append(
                LineRow(
                    labels[index],
                    line.year,
                    (sides[0], sides[1], sides[2]),
                    values_of(line),
                    self.findings.errors(index),
                    None if line.credits is None else str(line.credits),
                )
            )
        rounding = Rounding(page, row, lines, country)
        rounding.write_heads(self.language, LAST)
        total = report.totals.credits
        rounding.write_lines(values_of(report.totals), None if total is None else str(total))
        years = report.rounding.years
        if [one.year for one in years] != rounding.years:
            raise ValueError("the rounded years are not those of the lines")
        rounding.write_years(
            [(one.emission_reductions, one.carried, one.kept, one.whole) for one in years]
        )
        return rounding

    def _plan_process(self, scenarios: tuple[Scenario, ...], row: int) -> Page:
        _ = self.language.text
        page = Page(MPS_PROCESS, list(WIDTHS))
        title = _(
            "Monitoring Plan Sheet (Calculation Process Sheet) "
            "[Attachment to Project Design Document]"
        )
        write_head(page, title, self.parsed, self.language, LAST)
        first = scenarios[0] if scenarios else None
        plan = make_plan(self.contents, first, self.estimates, self.language)
        defaults = Defaults(page, self.parsed, self.language, LAST)
        block = None
        if plan.scenario is None:
            top = write_no_calculation(page, FIRST_ROW, _("Ex-ante calculation"), plan.why)
            defaults.place(top)
        else:
            block = Block(page, plan.scenario, defaults, self.language)
            block.place(FIRST_ROW)
            defaults.place(FIRST_ROW + block.rows)
            block.write()
        defaults.write()
        cells = None if block is None else block.cells
        row = write_estimates(self.plan_input, row, self.parsed, cells, plan.why, self.language)
        write_legend(self.plan_input, row, PLAN, self.language)
        return page


class _Process:
    """Hold the calculation sheet of the report, and its lines where it has any."""

    def __init__(self, page: Page, rounding: Rounding | None) -> None:
        self.page, self.rounding = page, rounding


def _sum(cells: list[Ref]) -> Formula:
    return cells[0] if len(cells) == 1 else call("SUM", *cells)
