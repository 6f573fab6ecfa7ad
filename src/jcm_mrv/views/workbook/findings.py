"""The sheet of findings: what each says, what was done, and the lines whose credits it touches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.views.reported.findings import findings_of
from jcm_mrv.views.reported.results import line_labels
from jcm_mrv.views.reported.verdict import severities
from jcm_mrv.views.workbook.book import FINDINGS
from jcm_mrv.views.workbook.drafting import Page
from jcm_mrv.views.workbook.expression import Text, call, number
from jcm_mrv.views.workbook.wording import FIRST_ROW, write_head

if TYPE_CHECKING:
    from jcm_mrv.report.reading import ParsedReport
    from jcm_mrv.views.reported.findings import Told
    from jcm_mrv.views.words import Language
    from jcm_mrv.views.workbook.expression import Formula

NUMBER, SEVERITY, CODE, TITLE, MESSAGE, PLACE, ABOUT, TIME, TREATMENT, EFFECT, KIND, REMEDY = range(
    12
)
WIDTHS = [6.0, 11.0, 8.0, 22.0, 48.0, 24.0, 14.0, 24.0, 22.0, 14.0, 11.0, 44.0]
FIRST_LINE = len(WIDTHS)
_LINE_WIDTH, _PRINTED_LINES = 9.0, 12


class FindingsSheet:
    """Lay out the findings; a 1 stands where one touches a line."""

    def __init__(self, parsed: ParsedReport, language: Language) -> None:
        self.parsed = parsed
        self.language = language
        self.found = findings_of(parsed, language)
        self.labels = line_labels(parsed, language)
        widths = [*WIDTHS, *[_LINE_WIDTH] * len(self.labels)]
        self.page = Page(FINDINGS, widths)
        self.first = FIRST_ROW + 1
        self.last = self.first + max(len(self.found), 1) - 1

    def errors(self, line: int) -> Formula:
        """Return the number of errors that touch a line."""
        return call(
            "COUNTIFS",
            self.page.column(SEVERITY, self.first, self.last),
            Text(severities(self.language)["error"]),
            self.page.column(FIRST_LINE + line, self.first, self.last),
            number(1),
        )

    def write(self) -> Page:
        """Write the sheet, and return its page."""
        page, _ = self.page, self.language.text
        shown = len(self.labels) if len(self.labels) <= _PRINTED_LINES else 0
        write_head(page, _("Findings"), self.parsed, self.language, REMEDY)
        page.printed = REMEDY + shown
        heads = (
            _("No."),
            _("Severity"),
            _("Code"),
            _("Finding"),
            _("What was found"),
            _("Place"),
            _("Parameter or meter"),
            _("Time"),
            _("Treatment"),
            _("Effect on the reductions [tCO2]"),
            _("Effect is"),
            _("What to do"),
        )
        for column, head in enumerate(heads):
            page.label(FIRST_ROW, column, head)
        for line, label in enumerate(self.labels):
            page.label(FIRST_ROW, FIRST_LINE + line, _("Touches {line}", line=label))
        page.frozen = (FIRST_ROW + 1, 0)
        page.repeated = (FIRST_ROW, FIRST_ROW)
        for row, one in enumerate(self.found, self.first):
            self._row(row, one)
        if not self.found:
            page.text(self.first, MESSAGE, _("No findings."))
        return page

    def _row(self, row: int, one: Told) -> None:
        page, at = self.page, f"/findings/{one.index}"
        page.put_whole(row, NUMBER, one.index + 1)
        page.text(row, SEVERITY, one.severity_word, kind="fixed", pointer=f"{at}/severity")
        page.text(row, CODE, one.code, pointer=f"{at}/code")
        page.text(row, TITLE, one.title)
        page.text(row, MESSAGE, one.message, pointer=f"{at}/message")
        page.text(row, PLACE, one.place)
        page.text(row, ABOUT, "\n".join(part for part in (one.parameter, one.meter) if part))
        page.text(row, TIME, one.time)
        page.text(row, TREATMENT, one.treatment)
        effect = one.effect.value if one.effect else None
        pointer = one.effect.at if one.effect else None
        page.number(row, EFFECT, effect, kind="fixed", pointer=pointer, group="effect")
        page.text(row, KIND, one.effect_kind)
        page.text(row, REMEDY, one.remedy)
        for line in range(len(self.labels)):
            touched = "1" if line in one.lines else None
            page.number(row, FIRST_LINE + line, touched, kind="fixed", format_="0")
