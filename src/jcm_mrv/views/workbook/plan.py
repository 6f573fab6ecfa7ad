"""The sheets of the plan: MPS(input) with the estimates, and the same equations over a full year.

An estimate is shown as the plan wrote it; where its unit differs from the methodology's, the
calculation sheet converts it by an exact factor.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from jcm_mrv.expressions import Budget, EvaluationError, evaluate
from jcm_mrv.numbers import NumberError, format_exact
from jcm_mrv.report.formulas import exact, leaves_of
from jcm_mrv.units import UnitError, conversion_factor, standard_units
from jcm_mrv.views.workbook.contents import MONITORED
from jcm_mrv.views.workbook.expression import Number, Operation, Ref
from jcm_mrv.views.workbook.scenario import Entry
from jcm_mrv.views.workbook.segments import PLAN_DAYS, plan_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jcm_mrv.report.formulas import Leaf
    from jcm_mrv.views.reported.parameters import Monitored
    from jcm_mrv.views.words import Language
    from jcm_mrv.views.workbook.contents import Contents
    from jcm_mrv.views.workbook.expression import Formula
    from jcm_mrv.views.workbook.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Plan:
    """Hold what the plan's calculation shows.

    Args:
        scenario: the year of the plan; None where it cannot be calculated.
        why: what is missing then, in words.
    """

    scenario: Scenario | None
    why: str = ""


def make_plan(
    contents: Contents,
    report: Scenario | None,
    rows: Mapping[tuple[str, str], tuple[Monitored, Ref]],
    language: Language,
) -> Plan:
    """Return the plan's year, where every monitored parameter has an estimate.

    Args:
        contents: of the report.
        report: its first segment; None where nothing was calculated.
        rows: of Table 1 of the plan by name and member, with the cells of their estimates.
        language: of the reader.
    """
    _ = language.text
    if report is None:
        why = _("Nothing could be calculated; the sheet Findings tells why.")
        return Plan(None, why)
    estimates: dict[tuple[str, str], Entry] = {}
    for name, leaf in report.leaves.items():
        if leaf.kind != MONITORED:
            continue
        for member in ("",) if leaf.over is None else report.sets[leaf.over]:
            row = rows.get((name, member))
            entry = None if row is None else _entry(*row, leaf.unit)
            if entry is None:
                of = f"{name}, {member}" if member else name
                return Plan(None, _("The plan has no estimate of {name} in its unit.", name=of))
            estimates[name, member] = entry
    try:
        _check(contents, report, estimates)
    except (EvaluationError, KeyError):
        return Plan(None, _("The equations have no value for the estimates of the plan."))
    title = _("A full year, by the estimates of the plan")
    return Plan(plan_of(report, estimates, title, language))


def _entry(row: Monitored, cell: Ref, unit: str) -> Entry | None:
    """Return an estimate in the declared unit."""
    if row.estimate is None:
        return None
    try:
        value = exact(row.estimate.value)
        factor = Fraction(1)
        if row.estimate.unit != unit:
            units = standard_units()
            factor = conversion_factor(units.parse(row.estimate.unit), units.parse(unit))
    except (NumberError, UnitError):
        return None
    tree: Formula = cell
    if factor.numerator != 1:
        tree = Operation("*", (tree, Number(Fraction(factor.numerator))))
    if factor.denominator != 1:
        tree = Operation("/", (tree, Number(Fraction(factor.denominator))))
    return Entry(tree, format_exact(value * factor))


def _check(
    contents: Contents, report: Scenario, estimates: Mapping[tuple[str, str], Entry]
) -> None:
    """Evaluate the equations once: estimates may divide by zero where readings do not.

    Raises:
        EvaluationError: an equation has no value.
    """
    values: dict[str, Leaf] = dict(leaves_of(contents.parsed.report)[0])
    for name, leaf in report.leaves.items():
        if leaf.kind == "period":
            values[name] = Fraction(PLAN_DAYS)
        elif leaf.kind == MONITORED and leaf.over is None:
            values[name] = exact(estimates[name, ""].value or "0")
        elif leaf.kind == MONITORED and leaf.over is not None:
            members = report.sets[leaf.over]
            values[name] = {one: exact(estimates[name, one].value or "0") for one in members}
    budget = Budget()
    for name, result in report.results.items():
        sets = report.sets
        if result.over is None:
            values[name] = Fraction(evaluate(result.tree, values, sets, budget))
        else:
            values[name] = {
                one: Fraction(evaluate(result.tree, values, sets, budget, member=one))
                for one in sets[result.over]
            }
