"""Judge the parameters of a methodology one by one and turn them into records."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from jcm_mrv.methodology.lookups import build_lookup
from jcm_mrv.methodology.model import Parameter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jcm_mrv.methodology.context import Context
    from jcm_mrv.methodology.document import Kind, Option, ParameterTable

_ALL_OPTIONS: tuple[Option, ...] = ("A", "B", "C")
_COMMON = ("symbol", "title", "description", "kind")
_MUST: Mapping[Kind, tuple[str, ...]] = {
    "monitored": ("aggregate", "conservative"),
    "fixed": (),
    "default": (),
    "period": ("unit",),
    "category": ("values",),
}
_MAY: Mapping[Kind, tuple[str, ...]] = {
    "monitored": ("unit", "options", "over"),
    "fixed": ("unit", "over", "optional"),
    "default": ("unit", "over", "value", "source", "lookup"),
    "period": (),
    "category": ("over", "optional"),
}


def build_parameters(context: Context) -> Mapping[str, Parameter]:
    """Return the parameters by name, in the file's order; faults go to the context."""
    return MappingProxyType(
        {name: _build(name, table, context) for name, table in context.document.parameters.items()}
    )


def _build(name: str, table: ParameterTable, context: Context) -> Parameter:
    path = f"parameters.{name}"
    _check_keys(table, path, context)
    context.check_set(table.over, f"{path}.over")
    unit = context.units.get(name)
    faults = context.faults
    if table.kind == "default":
        _check_default(table, path, context)
    elif table.kind == "period" and unit is not None and unit.text != "day":
        message = f'a period is counted in days: unit = "day" is expected (got "{unit.text}")'
        faults.add("M005", f"{path}.unit", message)
    elif table.aggregate == "sum" and unit is not None and unit.point:
        message = (
            f'"{unit.text}" is a point on a scale, which is not summed;'
            ' aggregate = "mean", "min" or "max" is expected'
        )
        faults.add("M013", f"{path}.aggregate", message)
    for key, entries in (("values", table.values), ("options", table.options)):
        if entries is not None and len(set(entries)) < max(1, len(entries)):
            faults.add("M005", f"{path}.{key}", "entries are expected, each of them once")
    return Parameter(
        name=name,
        symbol=table.symbol,
        title=table.title,
        description=table.description,
        kind=table.kind,
        unit=unit,
        aggregate=table.aggregate,
        conservative=table.conservative,
        options=_ALL_OPTIONS if table.options is None else table.options,
        over=table.over,
        optional=table.optional,
        values=table.values or (),
        value=table.value,
        source=table.source,
        lookup=build_lookup(name, table, context) if table.lookup else (),
    )


def _check_keys(table: ParameterTable, path: str, context: Context) -> None:
    given = table.model_fields_set
    for key in _MUST[table.kind]:
        if key not in given:
            message = f'key "{key}" is missing; a {table.kind} parameter needs it'
            context.faults.add("M004", f"{path}.{key}", message)
    known = (*_COMMON, *_MUST[table.kind], *_MAY[table.kind])
    for key in type(table).model_fields:
        if key in given and key not in known:
            message = (
                f'a {table.kind} parameter has no key "{key}" (expected one of {", ".join(known)})'
            )
            context.faults.add("M003", f"{path}.{key}", message)


def _check_default(table: ParameterTable, path: str, context: Context) -> None:
    if (table.value is None) == (table.lookup is None):
        message = "a default has either a value with its source, or rows of a lookup"
        context.faults.add("M005", f"{path}.value", message)
    elif table.value is not None and table.source is None:
        message = 'key "source" is missing; a number of the methodology says where it was read'
        context.faults.add("M004", f"{path}.source", message)
    elif table.lookup is not None and table.source is not None:
        message = "each row of a lookup has a source of its own"
        context.faults.add("M003", f"{path}.source", message)
    if table.value is not None and table.over is not None:
        message = "one value counts for every member; only a lookup is over a set"
        context.faults.add("M005", f"{path}.over", message)
