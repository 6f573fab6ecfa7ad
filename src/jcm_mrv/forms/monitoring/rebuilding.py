"""From what a workbook states, and the verifier's own methodology, to the report that it shows.

Every equation is evaluated anew, exactly; lines, rounding step and credits follow from that by
the engine's own rules. Of the workbook, nothing that it calculates is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from jcm_mrv.errors import JcmMrvError
from jcm_mrv.expressions import Budget, EvaluationError
from jcm_mrv.forms.monitoring.results import describe_results
from jcm_mrv.methodology.evaluation import InputError, compute_equations, compute_operands
from jcm_mrv.methodology.gwp import GWP
from jcm_mrv.numbers import printable
from jcm_mrv.report.formulas import exact
from jcm_mrv.verification.nodes import Part, monitored_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from jcm_mrv.forms.monitoring.stated import AddedCells, FixedCell, MonthCells, Stated
    from jcm_mrv.methodology.evaluation import Value
    from jcm_mrv.methodology.model import Methodology, Parameter

Key = tuple[str, str, int]


class RebuildError(JcmMrvError):
    """What a workbook states gives no calculation; the message is a sentence part."""


@dataclass(frozen=True, slots=True)
class Solved:
    """Hold one segment: what its equations start from, and what they give."""

    operands: Mapping[str, Value]
    results: Mapping[str, Fraction | Mapping[str, Fraction]]


def rebuild_report(stated: Stated, module: Methodology, gwp_set: str | None) -> dict[str, Any]:
    """Return the report document that a workbook shows.

    Args:
        stated: what its input cells say.
        module: the verifier's own copy of the methodology.
        gwp_set: the assessment report whose GWP count, where the methodology has several.

    Raises:
        RebuildError: an input is missing, or an equation has no value.
    """
    sets = sets_of(stated, module)
    solved = solve_segments(stated, module, sets, gwp_set)
    return describe_results(stated, module, sets, index_rows(stated), solved, gwp_set)


def sets_of(stated: Stated, module: Methodology) -> dict[str, tuple[str, ...]]:
    """Return the members of each set, in the order in which they are named."""
    found: dict[str, dict[str, None]] = {}
    named = [(one.name, one.member) for one in stated.months]
    named += [(one.name, one.member) for one in stated.points]
    named += [(one.name, one.member) for one in stated.fixed]
    for name, member in named:
        parameter = module.parameters.get(name)
        if parameter is not None and parameter.over is not None and member:
            found.setdefault(parameter.over, {})[member] = None
    return {name: tuple(members) for name, members in sorted(found.items())}


def choose_gwp_set(module: Methodology, shown: Mapping[str, Fraction]) -> str | None:
    """Return the assessment report whose potentials a workbook shows; None where all are alike."""
    if len(module.gwp_sets) < 2:
        return None
    for name in module.gwp_sets:
        if all(GWP[gas].values.get(name) == value for gas, value in shown.items() if gas in GWP):
            return name
    return module.gwp_sets[0]


def solve_segments(
    stated: Stated,
    module: Methodology,
    sets: Mapping[str, tuple[str, ...]],
    gwp_set: str | None,
) -> tuple[Solved, ...]:
    """Return operands and results of each segment.

    Raises:
        RebuildError: an input is missing, or an equation has no value.
    """
    check_names(stated, module)
    budget, rows = Budget(), index_rows(stated)
    solved = []
    fixed = _fixed_by_segment(stated, module)
    for segment, ((start, end), held) in enumerate(zip(stated.segments, fixed, strict=True)):
        inputs = {
            **held,
            **_monitored_in(rows, module, sets, segment),
        }
        days = Fraction((end - start).days + 1)
        try:
            operands = compute_operands(module, inputs, sets, days=days, gwp_set=gwp_set)
            results = compute_equations(module, operands, sets, budget=budget)
        except (InputError, EvaluationError) as error:
            raise RebuildError(f"segment {segment + 1}: {error}") from None
        solved.append(Solved(operands, results))
    return tuple(solved)


def check_names(stated: Stated, module: Methodology) -> None:
    """Refuse names that the methodology does not have, and members where it has no set.

    Raises:
        RebuildError: there is one.
    """
    for rows, kinds in (
        (stated.months, ("monitored",)),
        (stated.added, ("monitored",)),
        (stated.fixed, ("fixed", "category")),
    ):
        for row in rows:
            parameter = module.parameters.get(row.name)
            if parameter is None or parameter.kind not in kinds:
                raise RebuildError(
                    f'"{printable(row.name)}" is no {kinds[0]} parameter of {module.reference}'
                )
            if (parameter.over is None) != (not row.member):
                raise RebuildError(f"{row.name} and its members do not fit together")


def _fixed_by_segment(stated: Stated, module: Methodology) -> Iterator[dict[str, Value]]:
    """Give the values of Table 2 that hold in each segment: the latest row of each."""
    begins: dict[int, list[FixedCell]] = {}
    for row in stated.fixed:
        begins.setdefault(row.segment, []).append(row)
    latest: dict[tuple[str, str], Fraction | str] = {}
    for segment in range(len(stated.segments)):
        for row in begins.get(segment, ()):
            latest[row.name, row.member] = row.value if row.is_text else exact(row.value)
        values: dict[str, Value] = {}
        columns: dict[str, dict[str, Fraction | str]] = {}
        for (name, member), value in latest.items():
            if module.parameters[name].over is None:
                values[name] = value
            else:
                columns.setdefault(name, {})[member] = value
        yield values | columns


def _monitored_in(
    rows: Rows, module: Methodology, sets: Mapping[str, tuple[str, ...]], segment: int
) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for parameter in module.parameters.values():
        if parameter.kind != "monitored":
            continue
        if parameter.over is None:
            value = _monitored(rows, parameter, "", segment)
            if value is not None:
                values[parameter.name] = value
            continue
        known = {
            member: _monitored(rows, parameter, member, segment)
            for member in sets.get(parameter.over, ())
        }
        column = {member: value for member, value in known.items() if value is not None}
        if column:
            values[parameter.name] = column
    return values


def _monitored(rows: Rows, parameter: Parameter, member: str, segment: int) -> Fraction | None:
    """Return a monitored number from its months and what was added (docs/report.md)."""
    key = parameter.name, member, segment
    months = rows.months.get(key)
    if not months:
        return None
    parts = [
        Part(
            exact(one.total),
            one.count,
            None if one.minimum is None else exact(one.minimum),
            None if one.maximum is None else exact(one.maximum),
        )
        for one in months
    ]
    treated = _total(one.amount for one in rows.added.get(key, ()) if one.code)
    return monitored_value(parts, treated, rows.edges(key), str(parameter.aggregate))


def _total(amounts: Iterable[str]) -> Fraction:
    return sum(map(exact, amounts), Fraction(0))


@dataclass(frozen=True, slots=True)
class Rows:
    """Hold the rows of readings, and of what was added to them, by what they are of."""

    months: Mapping[Key, list[MonthCells]]
    added: Mapping[Key, list[AddedCells]]

    def edges(self, key: Key) -> Fraction:
        """Return what a register says beyond its months."""
        return _total(one.amount for one in self.added.get(key, ()) if not one.code)


def index_rows(stated: Stated) -> Rows:
    """Return the rows of readings by parameter, member and segment."""
    months: dict[Key, list[MonthCells]] = {}
    added: dict[Key, list[AddedCells]] = {}
    for month in stated.months:
        months.setdefault((month.name, month.member, month.segment), []).append(month)
    for one in stated.added:
        added.setdefault((one.name, one.member, one.segment), []).append(one)
    return Rows(months, added)
