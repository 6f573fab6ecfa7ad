"""A methodology as it is carried out: frozen records, every formula parsed and its units known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from fractions import Fraction

    from jcm_mrv.expressions import Node
    from jcm_mrv.methodology.document import (
        Aggregate,
        Fidelity,
        Kind,
        Option,
        Read,
        RuleSeverity,
        Side,
    )
    from jcm_mrv.units import Unit, Units


@dataclass(frozen=True, slots=True)
class Source:
    """Name a document that the module rests on."""

    title: str
    url: str
    note: str | None


@dataclass(frozen=True, slots=True)
class Approved:
    """Name a JCM methodology that the module carries out.

    Args:
        number: such as ``LA_AM001``.
        version: such as ``1.0``.
        country: ISO 3166-1 alpha-2.
        date: of the Joint Committee's approval, where it is known.
        read: what was read of it: its ``text``, its ``page``, or a ``list`` that names it.
        note: what a reader must know besides.
    """

    number: str
    version: str
    country: str
    date: date | None
    read: Read
    note: str | None

    @property
    def reference(self) -> str:
        """Return what a project writes to name it: ``LA_AM001 ver1.0``."""
        return f"{self.number} ver{self.version}"


@dataclass(frozen=True, slots=True)
class Criterion:
    """Hold one eligibility criterion (section D)."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class EmissionSource:
    """Hold one emission source (section E).

    Args:
        side: ``reference`` or ``project``.
        source: what emits.
        gas: what is emitted.
    """

    side: str
    source: str
    gas: str


@dataclass(frozen=True, slots=True)
class Range:
    """Hold a half-open range in the unit of the parameter that it is about.

    Args:
        start: smallest number inside; None means without a bound.
        below: smallest number above; None means without a bound.
    """

    start: Fraction | None
    below: Fraction | None

    def holds(self, value: Fraction) -> bool:
        """Tell whether a number lies inside."""
        above = self.start is None or self.start <= value
        return above and (self.below is None or value < self.below)


@dataclass(frozen=True, slots=True)
class LookupRow:
    """Hold one row of a lookup: the value that counts when every condition holds.

    Args:
        when: by name of the parameter, a range or a category's value.
        value: in the unit of the parameter that is looked up.
        source: where the value was read.
    """

    when: Mapping[str, Range | str]
    value: Fraction
    source: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """Hold one parameter of a methodology.

    Args:
        name: as formulas write it.
        symbol: as the JCM document typesets it, in LaTeX.
        title: what it is.
        description: more about it; None when the title says all.
        kind: where its value comes from.
        unit: that its number is in; None for a category.
        aggregate: how readings make the vintage's value; monitored parameters only.
        conservative: the side to err on; monitored parameters only.
        options: JCM monitoring options that may supply it; monitored parameters only.
        over: the set that it is indexed by.
        optional: a project may leave it out.
        values: what a category may be.
        value: of a default.
        source: of that value.
        lookup: rows that give a default by other parameters; empty when ``value`` does.
    """

    name: str
    symbol: str
    title: str
    description: str | None
    kind: Kind
    unit: Unit | None
    aggregate: Aggregate | None
    conservative: Side | None
    options: tuple[Option, ...]
    over: str | None
    optional: bool
    values: tuple[str, ...]
    value: Fraction | None
    source: str | None
    lookup: tuple[LookupRow, ...]


@dataclass(frozen=True, slots=True)
class Equation:
    """Hold one equation.

    Args:
        name: as other formulas write it.
        symbol: as the JCM document typesets it, in LaTeX.
        number: of the equation in that document, where it is known.
        section: of that document.
        title: what it computes.
        unit: of its value.
        text: the formula as it is written.
        tree: the formula with every conversion of units in its place.
        over: the set that it is computed for, member by member.
    """

    name: str
    symbol: str
    number: str | None
    section: str | None
    title: str | None
    unit: Unit
    text: str
    tree: Node
    over: str | None


@dataclass(frozen=True, slots=True)
class Plausibility:
    """Hold what must be true in this technology, per vintage.

    Args:
        title: what holds, as a sentence.
        severity: of the finding when it does not.
        text: the condition as it is written.
        tree: the condition, parsed.
        over: the set that it is asked for, member by member.
    """

    title: str
    severity: RuleSeverity
    text: str
    tree: Node
    over: str | None


@dataclass(frozen=True, slots=True)
class Indicator:
    """Hold what shows how well the plant ran, month by month; no credit follows from it.

    Args:
        name: as reports have it.
        symbol: as it is typeset, in LaTeX.
        title: what it tells.
        unit: of its value.
        text: the formula as it is written.
        tree: the formula with every conversion of units in its place.
        over: the set that it is computed for, member by member.
        nameplate: by name in the formula, the monitored parameter whose photovoltaic array it
            stands for: the nameplate power of that [kW].
    """

    name: str
    symbol: str
    title: str
    unit: Unit
    text: str
    tree: Node
    over: str | None
    nameplate: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Methodology:
    """Hold one methodology module.

    Args:
        id: name of the module.
        version: such as ``1.0.0``; the major is the folder's name.
        title: as the JCM words it.
        summary: what it credits, what is left out.
        gases: that it counts.
        fidelity: whether its equations were transcribed or reconstructed.
        sources: documents that it rests on.
        approved: JCM numbers that it carries out.
        eligibility: criteria, in the document's order.
        emission_sources: of reference and project.
        sets: title of each set by its name.
        parameters: by name, in the file's order.
        equations: each after those that it needs.
        plausibility: in the file's order.
        indicators: in the file's order.
        gwp_sets: assessment reports whose GWP values its formulas may use.
        units: vocabulary with the module's own units.
        own_units: what each unit of its own counts, by name.
        file: path of methodology.toml as findings name it.
        file_sha256: digest of the file's bytes, in hexadecimal.
        rules_sha256: digest of what moves a number, in hexadecimal.
        origin: ``built-in``, or the folder of modules that it was found in.
    """

    id: str
    version: str
    title: str
    summary: str
    gases: tuple[str, ...]
    fidelity: Fidelity
    sources: tuple[Source, ...]
    approved: tuple[Approved, ...]
    eligibility: tuple[Criterion, ...]
    emission_sources: tuple[EmissionSource, ...]
    sets: Mapping[str, str]
    parameters: Mapping[str, Parameter]
    equations: tuple[Equation, ...]
    plausibility: tuple[Plausibility, ...]
    indicators: tuple[Indicator, ...]
    gwp_sets: tuple[str, ...]
    units: Units
    own_units: Mapping[str, str]
    file: str
    file_sha256: str
    rules_sha256: str
    origin: str

    @property
    def major(self) -> str:
        """Return the major version, which is the folder's name."""
        return self.version.partition(".")[0]

    @property
    def reference(self) -> str:
        """Return what a project writes to name the module: ``rooftop-solar 1``."""
        return f"{self.id} {self.major}"

    def equation(self, name: str) -> Equation:
        """Return the equation of a name.

        Raises:
            KeyError: there is none.
        """
        for equation in self.equations:
            if equation.name == name:
                return equation
        raise KeyError(name)
