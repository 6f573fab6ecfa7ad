"""The results by vintage, and the step that rounds them, in words and in numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.views.paper.blocks import (
    Column,
    heading,
    lead,
    paragraph,
    quiet,
    shorten,
    strong,
    table,
)
from jcm_mrv.views.reported.results import lines_of, rounding_of, total_of
from jcm_mrv.views.reported.verdict import verdict_of

if TYPE_CHECKING:
    from jcm_mrv.report.reading import ParsedReport
    from jcm_mrv.views.paper.blocks import Block, Inline
    from jcm_mrv.views.reported.results import Line
    from jcm_mrv.views.reported.shown import Shown
    from jcm_mrv.views.words import Language

MAX_LINES = 200
NO_NUMBER = "—"


def results(parsed: ParsedReport, language: Language) -> list[Block]:
    """Return the section of the results."""
    _ = language.text
    lines, total = lines_of(parsed, language), total_of(parsed, language)
    shown, rest = shorten(lines, MAX_LINES, language)
    columns = [
        Column(_("Vintage"), None),
        Column(_("Period"), 1.7),
        Column(_("Reference emissions [tCO2]"), 0.7, right=True),
        Column(_("Project emissions [tCO2]"), 0.7, right=True),
        Column(_("Emission reductions [tCO2]"), 0.7, right=True),
        Column(_("Credits [t]"), None, right=True),
    ]
    years = parsed.report.vintages
    rows = [_row(one, str(years[place].year)) for place, one in enumerate(shown)]
    return [
        heading(_("Results")),
        paragraph(verdict_of(parsed, language).sentence),
        heading(_("Emission reductions and credits by vintage"), 2),
        table(columns, [*rows, [strong(cell) for cell in _row(total, total.label)]], total=True),
        *rest,
        paragraph(
            quiet(
                _(
                    "Emissions are cut to three decimals, never rounded; report.json holds them "
                    "exactly. A vintage is a calendar year in the project's time zone."
                )
            )
        ),
        *_rounding(parsed, language),
    ]


def number_of(shown: Shown | None) -> str:
    """Return a number, or a dash where the report has none."""
    return NO_NUMBER if shown is None else shown.text


def _row(one: Line, label: str) -> list[Inline]:
    numbers = (one.reference, one.project, one.reductions, one.credits)
    return [label, one.period, *map(number_of, numbers)]


def _rounding(parsed: ParsedReport, language: Language) -> list[Block]:
    _ = language.text
    years = rounding_of(parsed, language)
    if not years:
        return []
    shown, rest = shorten(years, MAX_LINES, language)
    columns = [
        Column(_("Calendar year"), None),
        Column(_("Sum of its lines [tCO2]"), right=True),
        Column(_("Deficits carried [tCO2]"), right=True),
        Column(_("Kept [tCO2]"), right=True),
        Column(_("Rounded down [t]"), right=True),
    ]
    return [
        heading(_("The rounding step"), 2),
        lead(
            _(
                "This is the only rounding of the report. The reductions of a calendar year are "
                "the sum of its lines. A negative year gives no credits: its deficit is taken "
                "from the years that follow, then from those before. What a year keeps is "
                "rounded down to whole tonnes, and its lines share these in order of time. An "
                "error withholds the credits of the lines that it touches."
            )
        ),
        table(
            columns,
            [
                [one.year, *map(number_of, (one.reductions, one.carried, one.kept, one.whole))]
                for one in shown
            ],
        ),
        *rest,
    ]
