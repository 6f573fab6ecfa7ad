"""The report's results: every equation with its operands, lines, the rounding step, totals."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from jcm_mrv.calculation.credits import POLICY, settle_years
from jcm_mrv.expressions import names_of
from jcm_mrv.expressions.serialisation import to_json
from jcm_mrv.numbers import format_exact
from jcm_mrv.report.fields import quantity
from jcm_mrv.report.leaves import render_operand, units_of
from jcm_mrv.report.monthly import TONNES_OF, render_tonnes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jcm_mrv.calculation.compute import Calculation
    from jcm_mrv.methodology.model import Equation


def render_vintages(calculation: Calculation) -> list[dict[str, Any]]:
    """List the lines of the result: calendar years, cut further at the project's own cuts."""
    return [
        {
            "year": line.year,
            "start": line.start.isoformat(),
            "end": line.end.isoformat(),
            **render_tonnes(
                {name: calculation.line_tonnes(line.index, name) for name in TONNES_OF}
            ),
            "credits": credited,
        }
        for line, credited in zip(calculation.timeline.lines, calculation.credits, strict=True)
    ]


def render_totals(calculation: Calculation | None) -> dict[str, Any]:
    """Add the lines up."""
    if calculation is None or calculation.computed is None:
        return {**render_tonnes(dict.fromkeys(TONNES_OF)), "credits": None}
    computed = calculation.computed
    totals = {name: sum((one.tonnes(name) for one in computed), Fraction(0)) for name in TONNES_OF}
    return {**render_tonnes(totals), "credits": calculation.total_credits}


def render_rounding(calculation: Calculation | None) -> dict[str, Any]:
    """Tell the named step ``credits``, year by year; an error may withhold what it gives."""
    years: dict[int, Fraction] = {}
    for line in calculation.timeline.lines if calculation else ():
        reductions = calculation.line_tonnes(line.index, "ER") if calculation else None
        if reductions is not None:
            years[line.year] = years.get(line.year, Fraction(0)) + reductions
    settled = settle_years(list(years.values()))
    return {
        "policy": POLICY,
        "years": [
            {
                "year": year,
                "emission_reductions": format_exact(reductions),
                "carried": format_exact(kept - reductions),
                "kept": format_exact(kept),
                "whole": format_exact(Fraction(kept // 1)),
            }
            for (year, reductions), kept in zip(years.items(), settled, strict=True)
        ],
    }


def render_equations(calculation: Calculation) -> list[dict[str, Any]]:
    """List every equation of every segment, each after those that it reads."""
    units = units_of(calculation.methodology)
    return [
        render_equation(one.segment.index, equation, {**one.operands, **one.results}, units)
        for one in calculation.computed or ()
        for equation in calculation.methodology.equations
    ]


def render_equation(
    segment: int, equation: Equation, known: Mapping[str, Any], units: Mapping[str, str]
) -> dict[str, Any]:
    """Return one equation of one segment, with what it reads and what it gives.

    Args:
        segment: its index.
        equation: of the methodology.
        known: what its names stand for, its own among them.
        units: of each name.
    """
    entry: dict[str, Any] = {
        "segment": segment,
        "name": equation.name,
        "symbol": equation.symbol,
        "number": equation.number,
        "section": equation.section,
        "title": equation.title,
        "unit": equation.unit.text,
        "text": equation.text,
        "tree": to_json(equation.tree),
        "operands": {
            name: render_operand(known[name], units[name])
            for name in sorted(names_of(equation.tree))
            if name in known
        },
    }
    value = known[equation.name]
    if isinstance(value, Fraction):
        entry["value"] = quantity(value, equation.unit.text)
    else:
        entry["members"] = list(value)
        entry["values"] = [format_exact(part) for part in value.values()]
    return entry
