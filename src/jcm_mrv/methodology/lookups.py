"""Tables of defaults: half-open, disjoint rows, judged at load and searched at evaluation."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from jcm_mrv.methodology.context import read_unit
from jcm_mrv.methodology.model import LookupRow, Range
from jcm_mrv.toml import nearest
from jcm_mrv.units import UnitError, convert

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from jcm_mrv.methodology.context import Context
    from jcm_mrv.methodology.document import ParameterTable, RangeTable
    from jcm_mrv.units import Unit


def build_lookup(name: str, table: ParameterTable, context: Context) -> tuple[LookupRow, ...]:
    """Return the rows of one parameter's lookup; faults go to the context."""
    rows = table.lookup or ()
    faults = context.faults
    before = len(faults.findings)
    keys = tuple(rows[0].when)
    built = []
    for number, row in enumerate(rows):
        path = f"parameters.{name}.lookup[{number}].when"
        if set(row.when) != set(keys):
            message = f"every row asks for the same parameters; the first row for {_join(keys)}"
            faults.add("M005", path, message)
            continue
        when: dict[str, Range | str] = {}
        for key in keys:
            if _check_key(key, table.over, f"{path}.{key}", context):
                condition = _build_condition(row.when[key], key, f"{path}.{key}", context)
                if condition is not None:
                    when[key] = condition
        built.append(LookupRow(MappingProxyType(when), row.value, row.source))
    if len(faults.findings) == before:
        _check_disjoint(name, built, context)
    return tuple(built)


def _check_key(key: str, over: str | None, path: str, context: Context) -> bool:
    """Tell whether a row may ask for a parameter: its value is then known before any formula's."""
    parameters = context.document.parameters
    parameter = parameters.get(key)
    if parameter is None:
        message = f'"{key}" is not a parameter of this methodology{nearest(key, parameters)}'
        context.faults.add("M011", path, message)
    elif parameter.kind not in ("fixed", "category") or parameter.optional:
        what = "optional" if parameter.optional else parameter.kind
        message = f"a row asks for fixed parameters and categories that are given; {key} is {what}"
        context.faults.add("M005", path, message)
    elif parameter.over not in (None, over):
        message = f"{key} is over the set {parameter.over}, which the lookup is not"
        context.faults.add("M005", path, message)
    else:
        return True
    return False


def _build_condition(
    condition: str | RangeTable, key: str, path: str, context: Context
) -> Range | str | None:
    values = context.document.parameters[key].values
    if values is not None:
        if not isinstance(condition, str):
            message = f"{key} is a category: one of its values in quotes is expected (got a range)"
            context.faults.add("M005", path, message)
        elif condition not in values:
            message = f'"{condition}" is not a value of {key}{nearest(condition, values)}'
            context.faults.add("M005", path, message)
        return condition if isinstance(condition, str) else None
    if isinstance(condition, str):
        message = f'{key} is a number: a range is expected (got "{condition}")'
        context.faults.add("M005", path, message)
        return None
    unit = context.units.get(key)
    return None if unit is None else _build_range(condition, unit, path, context)


def _build_range(table: RangeTable, unit: Unit, path: str, context: Context) -> Range | None:
    written = unit
    if table.unit is not None:
        found = read_unit(table.unit, f"{path}.unit", context.vocabulary, context.faults)
        if found is None:
            return None
        written = found
    try:
        start, below = (
            None if bound is None else convert(bound, written, unit)
            for bound in (table.from_, table.below)
        )
    except UnitError as error:
        context.faults.add("M013", f"{path}.unit", str(error))
        return None
    if start is not None and below is not None and start >= below:
        message = 'the range is empty: "from" is inside of it, "below" is above it'
        context.faults.add("M017", path, message)
        return None
    return Range(start, below)


def _check_disjoint(name: str, rows: Sequence[LookupRow], context: Context) -> None:
    for number, row in enumerate(rows):
        for earlier, other in enumerate(rows[:number]):
            if all(_meet(row.when[key], other.when[key]) for key in row.when):
                path = f"parameters.{name}.lookup[{number}].when"
                message = f"row {number} overlaps row {earlier}: one case would have two values"
                context.faults.add("M017", path, message)
                break


def _meet(one: Range | str, other: Range | str) -> bool:
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    return _begins_before_end(one, other) and _begins_before_end(other, one)


def _begins_before_end(one: Range, other: Range) -> bool:
    return one.start is None or other.below is None or one.start < other.below


def find_row(rows: Sequence[LookupRow], values: Mapping[str, Fraction | str]) -> LookupRow | None:
    """Return the row whose every condition holds, or None.

    Args:
        rows: of one lookup; at most one holds, as they are disjoint.
        values: of the parameters that rows ask for, in their own units.
    """
    for row in rows:
        if all(_holds(condition, values[key]) for key, condition in row.when.items()):
            return row
    return None


def _holds(condition: Range | str, value: Fraction | str) -> bool:
    if isinstance(condition, str) or isinstance(value, str):
        return condition == value
    return condition.holds(value)


def _join(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
