"""The tables of methodology.toml as they are written: keys, types and limits (contracts 1).

What needs more than one key at a time is judged in ``inspection``; here stands what a file
may say at all.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 -- pydantic reads the annotations
import keyword
import re
from collections.abc import Mapping  # noqa: TC003 -- pydantic reads the annotations
from typing import Annotated, Literal

from pydantic import AfterValidator, Discriminator, Field, Tag

from jcm_mrv.toml import ExactNumber, Many, Table, fault

Kind = Literal["monitored", "fixed", "default", "period", "category"]
Aggregate = Literal["sum", "mean", "max", "min"]
Side = Literal["low", "high", "both"]
Option = Literal["A", "B", "C"]
RuleSeverity = Literal["error", "warning", "note"]
Fidelity = Literal["transcribed", "reconstructed"]
Read = Literal["text", "page", "list"]

MAX_TEXT = 5_000
MAX_ENTRIES = 500
MAX_INDICATORS = 20

RESERVED = frozenset({*keyword.kwlist, "sum", "min", "max", "abs", "q", "i", "exp", "ln", "sqrt"})
"""Words of the formula language: no parameter, equation or set is called so."""


def _check_text(text: str) -> str:
    bad = next((c for c in text if not (c.isprintable() or c in "\n\t")), None)
    if bad is not None:
        # Titles reach a terminal, where a control character would act.
        raise fault(f"a text holds the control character U+{ord(bad):04X}")
    if not text.strip():
        raise fault("a text is empty")
    return text


def _check_line(text: str) -> str:
    if "\n" in text:
        raise fault("a text of one line is expected")
    return text


def _check_name(name: str) -> str:
    if name in RESERVED:
        raise fault(f'"{name}" is a word of the formula language and names nothing else')
    if re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,63}", name) is None:
        raise fault("a name is a letter, then letters, digits or _, at most 64 in all")
    return name


def _matches(pattern: str, expected: str) -> AfterValidator:
    def check(text: str) -> str:
        if re.fullmatch(pattern, text) is None:
            shown = text if len(text) <= 40 else text[:40] + "…"
            raise fault(f'"{shown}" is not {expected}')
        return text

    return AfterValidator(check)


def _check_resolution(text: str) -> str:
    if text in ("step", "day"):
        raise fault(f'resolution "{text}" is reserved and not carried out yet; use "vintage"')
    if text != "vintage":
        raise fault(f'"{text}" is not a resolution; use "vintage"')
    return text


Text = Annotated[str, Field(max_length=MAX_TEXT), AfterValidator(_check_text)]
Line = Annotated[Text, AfterValidator(_check_line)]
Name = Annotated[str, AfterValidator(_check_name)]
Identifier = Annotated[
    str,
    _matches(
        r"[a-z][a-z0-9]*(-[a-z0-9]+)*", "an id: small letters, digits and -, as in rooftop-solar"
    ),
]
Version = Annotated[
    str,
    _matches(
        r"(0|[1-9]\d{0,3})\.(0|[1-9]\d{0,3})\.(0|[1-9]\d{0,3})",
        "a version such as 1.0.0",
    ),
]


class SourceTable(Table):
    """A document that the module rests on: ``[[sources]]``."""

    title: Line
    url: Annotated[str, _matches(r"https?://[!-~]{1,500}", "a web address")]
    note: Text | None = None


class ApprovedTable(Table):
    """A JCM number that the module carries out: ``[[approved]]``."""

    number: Annotated[str, _matches(r"[A-Z]{2}_AM\d{3}", "a JCM number such as LA_AM001")]
    version: Annotated[str, _matches(r"[1-9]\d?\.\d{1,2}", "a version such as 1.0")]
    country: Annotated[str, _matches(r"[A-Z]{2}", "a country code such as LA")]
    date: dt.date | None = None
    read: Read
    note: Text | None = None


class EligibilityTable(Table):
    """One criterion of section D: ``[[eligibility]]``."""

    id: Annotated[str, _matches(r"[A-Za-z0-9][A-Za-z0-9_-]{0,15}", "a short id such as 1 or C4")]
    text: Text


class EmissionSourceTable(Table):
    """One emission source of section E: ``[[emission_sources]]``."""

    in_: Literal["reference", "project"] = Field(alias="in")
    source: Line
    gas: Line


class SetTable(Table):
    """An index of parameters and equations: ``[sets.NAME]``."""

    title: Line


class RangeTable(Table):
    """A half-open range of a lookup: from (included) to below (excluded)."""

    from_: ExactNumber | None = Field(default=None, alias="from")
    below: ExactNumber | None = None
    unit: str | None = None


def _which_condition(value: object) -> str:
    return "text" if isinstance(value, str) else "range"


Condition = Annotated[
    Annotated[str, Tag("text")] | Annotated[RangeTable, Tag("range")],
    Discriminator(_which_condition),
]


class LookupTable(Table):
    """One row of a lookup: ``[[parameters.NAME.lookup]]``."""

    when: Annotated[Mapping[Name, Condition], Field(min_length=1, max_length=20)]
    value: ExactNumber
    source: Line


class ParameterTable(Table):
    """One parameter of section I: ``[parameters.NAME]``."""

    symbol: Line
    title: Line
    description: Text | None = None
    kind: Kind
    unit: str | None = None
    aggregate: Aggregate | None = None
    conservative: Side | None = None
    options: Many[Option] | None = None
    over: Name | None = None
    optional: bool = False
    values: Annotated[Many[Line], Field(max_length=MAX_ENTRIES)] | None = None
    value: ExactNumber | None = None
    source: Line | None = None
    lookup: Annotated[Many[LookupTable], Field(min_length=1, max_length=MAX_ENTRIES)] | None = None


class EquationTable(Table):
    """One equation: ``[equations.NAME]``."""

    symbol: Line | None = None
    number: Line | None = None
    section: Line | None = None
    title: Line | None = None
    unit: str | None = None
    formula: str
    over: Name | None = None


class PlausibilityTable(Table):
    """What holds in this technology, per vintage: ``[[plausibility]]``."""

    title: Line
    formula: str
    severity: RuleSeverity
    over: Name | None = None


class IndicatorTable(Table):
    """What shows how well the plant ran, month by month: ``[[indicators]]``."""

    name: Name
    symbol: Line | None = None
    title: Line
    unit: str | None = None
    formula: str
    over: Name | None = None
    nameplate: Annotated[Mapping[Name, Name], Field(max_length=MAX_INDICATORS)] = {}


class MethodologyTable(Table):
    """The whole of methodology.toml."""

    schema_: Literal["jcm-mrv/methodology/1"] = Field(alias="schema")
    id: Identifier
    version: Version
    title: Line
    summary: Text
    gases: Annotated[Many[Line], Field(min_length=1, max_length=20)]
    fidelity: Fidelity
    resolution: Annotated[str, AfterValidator(_check_resolution)] = "vintage"
    gwp_sets: Annotated[Many[Literal["AR4", "AR5", "AR6"]], Field(min_length=1)] = ()
    units: Annotated[Mapping[str, Line], Field(max_length=MAX_ENTRIES)] = {}
    sources: Annotated[Many[SourceTable], Field(min_length=1, max_length=MAX_ENTRIES)]
    approved: Annotated[Many[ApprovedTable], Field(max_length=MAX_ENTRIES)] = ()
    eligibility: Annotated[Many[EligibilityTable], Field(max_length=MAX_ENTRIES)] = ()
    emission_sources: Annotated[Many[EmissionSourceTable], Field(max_length=MAX_ENTRIES)] = ()
    sets: Annotated[Mapping[Name, SetTable], Field(max_length=20)] = {}
    parameters: Annotated[Mapping[Name, ParameterTable], Field(max_length=MAX_ENTRIES)] = {}
    equations: Annotated[Mapping[Name, EquationTable], Field(max_length=MAX_ENTRIES)]
    plausibility: Annotated[Many[PlausibilityTable], Field(max_length=MAX_ENTRIES)] = ()
    indicators: Annotated[Many[IndicatorTable], Field(max_length=MAX_INDICATORS)] = ()
