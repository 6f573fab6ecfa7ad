"""Bytes of cases.toml to worked cases: inputs in declared units, results exact (contracts 1)."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 -- pydantic reads the annotations
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BeforeValidator, Discriminator, Field, PlainValidator, Tag

from jcm_mrv.methodology.context import read_unit
from jcm_mrv.methodology.document import MAX_ENTRIES, Line
from jcm_mrv.methodology.faults import Faults, parse_document
from jcm_mrv.shapes import read_exact_number
from jcm_mrv.toml import ExactNumber, Many, Table, nearest
from jcm_mrv.units import UnitError, convert

if TYPE_CHECKING:
    from jcm_mrv.methodology.evaluation import Value
    from jcm_mrv.methodology.model import Methodology, Parameter


class PeriodTable(Table):
    """The part of one calendar year that a case is about, both ends inside."""

    start: dt.date
    end: dt.date


class QuantityTable(Table):
    """A number, in a unit of its own where it is not in the declared one."""

    value: ExactNumber
    unit: str | None = None


def _read_quotient(value: object) -> Fraction:
    # A number that no decimal writes is text: "784/3".
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,40}/[1-9]\d{0,39}", value):
        return Fraction(value)
    return read_exact_number(value)


class ExpectedTable(Table):
    """An expected value with the arithmetic that makes it."""

    value: Annotated[Fraction, PlainValidator(_read_quotient)]
    because: Line


def _wrap_number(value: object) -> object:
    return value if isinstance(value, dict) else {"value": value}


def _which_input(value: object) -> str:
    if isinstance(value, dict) and "value" not in value:
        return "members"
    return "text" if isinstance(value, str) else "quantity"


def _which_expectation(value: object) -> str:
    return "one" if isinstance(value, dict) and {"value", "because"} & set(value) else "members"


_Text = Annotated[str, Tag("text")]
_Quantity = Annotated[QuantityTable, BeforeValidator(_wrap_number), Tag("quantity")]
One = Annotated[_Text | _Quantity, Discriminator(_which_input)]
Input = Annotated[
    _Text | _Quantity | Annotated[Mapping[str, One], Tag("members")], Discriminator(_which_input)
]
Expectation = Annotated[
    Annotated[ExpectedTable, Tag("one")] | Annotated[Mapping[str, ExpectedTable], Tag("members")],
    Discriminator(_which_expectation),
]


class CaseTable(Table):
    """One worked case: ``[[case]]``."""

    name: Line
    period: PeriodTable
    gwp_set: Literal["AR4", "AR5", "AR6"] | None = None
    breaks: Many[Line] = ()
    inputs: Mapping[str, Input] = {}
    expect: Mapping[str, Expectation]


class CasesTable(Table):
    """The whole of cases.toml."""

    schema_: Literal["jcm-mrv/cases/1"] = Field("jcm-mrv/cases/1", alias="schema")
    case: Annotated[Many[CaseTable], Field(min_length=1, max_length=MAX_ENTRIES)]


@dataclass(frozen=True, slots=True)
class Expected:
    """Hold one expected value.

    Args:
        value: in the equation's unit.
        because: the arithmetic that makes it, as text.
        path: dotted place in cases.toml.
    """

    value: Fraction
    because: str
    path: str


@dataclass(frozen=True, slots=True)
class Case:
    """Hold one worked case of a methodology.

    Args:
        name: a sentence.
        path: dotted place in cases.toml.
        days: of its period [day].
        gwp_set: assessment report that counts, where the methodology has several.
        breaks: titles of the plausibility rules that it breaks on purpose.
        inputs: in declared units.
        sets: members of each set, in the order of the inputs.
        expect: by equation; one entry for each member (None where over no set).
    """

    name: str
    path: str
    days: Fraction
    gwp_set: str | None
    breaks: tuple[str, ...]
    inputs: Mapping[str, Value]
    sets: Mapping[str, tuple[str, ...]]
    expect: Mapping[str, Mapping[str | None, Expected]]


def parse_cases(data: bytes, methodology: Methodology, *, file: str) -> tuple[Case, ...]:
    """Return the worked cases that the bytes of a cases.toml hold.

    Raises:
        RefusedError: the file cannot be read, or a case does not fit the methodology; with
            every fault found.
    """
    faults = Faults(file)
    document = parse_document(data, CasesTable, faults)
    reader = _Reader(methodology, faults)
    cases = tuple(reader.read(table, f"case[{n}]") for n, table in enumerate(document.case))
    names: set[str] = set()
    for case in cases:
        if case.name in names:
            faults.add("M005", f"{case.path}.name", f'two cases are named "{case.name}"')
        names.add(case.name)
    faults.refuse()
    return cases


class _Reader:
    """Read the cases of one file against their methodology."""

    def __init__(self, methodology: Methodology, faults: Faults) -> None:
        self.methodology = methodology
        self.faults = faults
        self.known = {
            name: parameter
            for name, parameter in methodology.parameters.items()
            if parameter.kind in ("monitored", "fixed", "category")
        }

    def read(self, table: CaseTable, path: str) -> Case:
        period = table.period
        if period.end < period.start:
            self.faults.add("M005", f"{path}.period.end", "the period ends before it starts")
        elif period.start.year != period.end.year:
            message = "a case is one vintage, inside of one calendar year"
            self.faults.add("M005", f"{path}.period.end", message)
        for number, title in enumerate(table.breaks):
            titles = [rule.title for rule in self.methodology.plausibility]
            if title not in titles:
                message = f'"{title}" is no plausibility rule{nearest(title, titles)}'
                self.faults.add("M011", f"{path}.breaks[{number}]", message)
        sets = self.members(table.inputs)
        return Case(
            name=table.name,
            path=path,
            days=Fraction((period.end - period.start).days + 1),
            gwp_set=table.gwp_set,
            breaks=table.breaks,
            inputs=self.inputs(table.inputs, sets, f"{path}.inputs"),
            sets=sets,
            expect=self.expectations(table.expect, f"{path}.expect"),
        )

    def members(self, inputs: Mapping[str, Input]) -> dict[str, tuple[str, ...]]:
        """Return the members of each set: the keys of the inputs over it, in their order."""
        members: dict[str, dict[str, None]] = {name: {} for name in self.methodology.sets}
        for name, value in inputs.items():
            parameter = self.known.get(name)
            if parameter is not None and parameter.over is not None and isinstance(value, Mapping):
                members[parameter.over] |= dict.fromkeys(value)
        return {name: tuple(found) for name, found in members.items()}

    def inputs(
        self, inputs: Mapping[str, Input], sets: Mapping[str, tuple[str, ...]], path: str
    ) -> dict[str, Value]:
        for name in inputs:
            if name not in self.known:
                message = f'"{name}" is no input of the methodology{nearest(name, self.known)}'
                self.faults.add("M011", f"{path}.{name}", message)
        values: dict[str, Value] = {}
        for name, parameter in self.known.items():
            place = f"{path}.{name}"
            value = inputs.get(name)
            if value is None:
                if not parameter.optional:
                    self.faults.add("M004", place, f'key "{name}" is missing')
            elif isinstance(value, Mapping) != (parameter.over is not None):
                self.faults.add("M005", place, _expected_shape(parameter.over))
            elif isinstance(value, Mapping):
                for member in sets[parameter.over or ""]:
                    if member not in value:
                        self.faults.add("M004", f"{place}.{member}", f'key "{member}" is missing')
                values[name] = {
                    member: self.value(one, parameter, f"{place}.{member}")
                    for member, one in value.items()
                }
            else:
                values[name] = self.value(value, parameter, place)
        return values

    def value(self, value: str | QuantityTable, parameter: Parameter, path: str) -> Fraction | str:
        if parameter.unit is None:
            if not isinstance(value, str) or value not in parameter.values:
                message = f"one of {', '.join(parameter.values)} is expected, in quotes"
                self.faults.add("M005", path, message)
            return str(value)
        if isinstance(value, str):
            self.faults.add("M005", path, f'a number is expected (got text "{value[:40]}")')
            return Fraction(0)
        if value.unit is None:
            return value.value
        unit = read_unit(value.unit, f"{path}.unit", self.methodology.units, self.faults)
        try:
            return Fraction(0) if unit is None else convert(value.value, unit, parameter.unit)
        except UnitError as error:
            self.faults.add("M013", f"{path}.unit", str(error))
            return Fraction(0)

    def expectations(
        self, expect: Mapping[str, Expectation], path: str
    ) -> dict[str, Mapping[str | None, Expected]]:
        over = {equation.name: equation.over for equation in self.methodology.equations}
        if "ER" not in expect:
            message = 'key "ER" is missing; a case says what comes out'
            self.faults.add("M004", f"{path}.ER", message)
        found: dict[str, Mapping[str | None, Expected]] = {}
        for name, value in expect.items():
            place = f"{path}.{name}"
            if name not in over:
                message = f'"{name}" is no equation of the methodology{nearest(name, over)}'
                self.faults.add("M011", place, message)
            elif isinstance(value, Mapping) != (over[name] is not None):
                self.faults.add("M005", place, _expected_shape(over[name]))
            elif isinstance(value, Mapping):
                found[name] = {
                    member: Expected(one.value, one.because, f"{place}.{member}")
                    for member, one in value.items()
                }
            else:
                found[name] = {None: Expected(value.value, value.because, place)}
        return found


def _expected_shape(over: str | None) -> str:
    if over is None:
        return "one value is expected, not a table of members"
    return f"a table with one entry for each {over} is expected"
