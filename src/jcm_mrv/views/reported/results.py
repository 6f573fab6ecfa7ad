"""The results by line, and the step that rounds them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jcm_mrv.views.reported.shown import Shown, show_number, show_quantity, show_whole

if TYPE_CHECKING:
    from jcm_mrv.report.model import Totals
    from jcm_mrv.report.reading import ParsedReport
    from jcm_mrv.views.words import Language


@dataclass(frozen=True, slots=True)
class Line:
    """Hold a line of the results; None where the report has no number.

    Args:
        label: calendar year, with the period where a year has several lines; or the total.
        period: in words; empty for the total.
        reference: emissions [tCO2].
        project: emissions [tCO2].
        reductions: [tCO2].
        credits: whole tonnes.
    """

    label: str
    period: str
    reference: Shown | None
    project: Shown | None
    reductions: Shown | None
    credits: Shown | None


@dataclass(frozen=True, slots=True)
class RoundedYear:
    """Hold the step ``credits`` of a calendar year [tCO2]."""

    year: str
    reductions: Shown
    carried: Shown
    kept: Shown
    whole: Shown


def lines_of(parsed: ParsedReport, language: Language) -> tuple[Line, ...]:
    """Return the lines of the results, in order of time."""
    labels = line_labels(parsed, language)
    return tuple(
        _line(
            label,
            language.period(one.start, one.end),
            one,
            f"/vintages/{index}",
            language,
        )
        for index, (label, one) in enumerate(zip(labels, parsed.report.vintages, strict=True))
    )


def total_of(parsed: ParsedReport, language: Language) -> Line:
    """Return the sum of the lines."""
    return _line(language.text("Total"), "", parsed.report.totals, "/totals", language)


def line_labels(parsed: ParsedReport, language: Language) -> tuple[str, ...]:
    """Return a short name for each line: its year, with its days where a year has several."""
    lines = parsed.report.vintages
    years = Counter(one.year for one in lines)
    return tuple(
        str(one.year) if years[one.year] == 1 else language.period(one.start, one.end)
        for one in lines
    )


def segment_labels(parsed: ParsedReport, language: Language) -> tuple[str, ...]:
    """Return a short name for each segment: that of its line, or its days."""
    labels = line_labels(parsed, language)
    many = Counter(one.vintage for one in parsed.report.segments)
    return tuple(
        labels[one.vintage]
        if many[one.vintage] == 1 and one.vintage < len(labels)
        else language.period(one.start, one.end)
        for one in parsed.report.segments
    )


def rounding_of(parsed: ParsedReport, language: Language) -> tuple[RoundedYear, ...]:
    """Return how each calendar year became whole tonnes."""
    return tuple(
        RoundedYear(
            str(one.year),
            *(
                show_number(value, f"/rounding/years/{index}/{key}", language, "tCO2")
                for key, value in (
                    ("emission_reductions", one.emission_reductions),
                    ("carried", one.carried),
                    ("kept", one.kept),
                    ("whole", one.whole),
                )
            ),
        )
        for index, one in enumerate(parsed.report.rounding.years)
    )


def _line(label: str, period: str, one: Totals, at: str, language: Language) -> Line:
    return Line(
        label,
        period,
        show_quantity(one.reference_emissions, f"{at}/reference_emissions", language),
        show_quantity(one.project_emissions, f"{at}/project_emissions", language),
        show_quantity(one.emission_reductions, f"{at}/emission_reductions", language),
        show_whole(one.credits, f"{at}/credits", language),
    )
