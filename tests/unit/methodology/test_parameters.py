"""Parameters: which keys each kind has, and what may not stand together."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.unit.methodology.conftest import Load, Refuse

MONITORED = 'aggregate = "sum"\nconservative = "low"\n'


def parameter(name: str, rest: str) -> str:
    """Return the table of a parameter."""
    return f"[parameters.{name}]\nsymbol = 'x'\ntitle = \"x\"\n{rest}\n"


def test_a_monitored_parameter_keeps_its_side_and_options(load: Load) -> None:
    """Side, aggregate and options are those of the file; all options where none are named."""
    pump = load()
    assert pump.parameters["EC"].conservative == "low"
    assert pump.parameters["EC"].aggregate == "sum"
    assert pump.parameters["EC"].options == ("A", "B", "C")
    narrow = load((MONITORED, MONITORED + 'options = ["C"]\n'))
    assert narrow.parameters["EC"].options == ("C",)


def test_a_parameter_without_a_unit_is_a_plain_number(load: Load) -> None:
    """Dimensionless is unit = "1", or no unit at all."""
    pump = load(("EC * EF", "EC * EF * R"), more=parameter("R", 'kind = "fixed"'))
    unit = pump.parameters["R"].unit
    assert unit is not None
    assert unit.text == "1"


def test_a_trailing_p_of_a_unit_is_dropped(load: Load) -> None:
    """The JCM writes MWh/p for the energy of a period: it is energy."""
    unit = load(('unit = "MWh"', 'unit = "MWh/p"')).parameters["EC"].unit
    assert unit is not None
    assert unit.text == "MWh"


def test_a_default_has_a_value_with_its_source(load: Load) -> None:
    """A number of the methodology says where it was read."""
    pump = load(
        ('kind = "fixed"', 'kind = "default"\nvalue = 0.5\nsource = "Handbook, table 3"'),
    )
    assert pump.parameters["EF"].value == Fraction(1, 2)
    assert pump.parameters["EF"].source == "Handbook, table 3"


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (
            ('conservative = "low"\n', ""),
            'pump.toml: parameters.EC.conservative: M004 key "conservative" is missing;'
            " a monitored parameter needs it",
        ),
        (
            ('conservative = "low"', 'conservative = "lower"'),
            'pump.toml: parameters.EC.conservative: M005 text "lower" is not a choice;'
            ' did you mean "low"?',
        ),
        (
            ('kind = "fixed"', 'kind = "fixed"\nvalue = 0.5'),
            'pump.toml: parameters.EF.value: M003 a fixed parameter has no key "value" (expected'
            " one of symbol, title, description, kind, unit, over, optional)",
        ),
        (
            ('kind = "fixed"', 'kind = "default"'),
            "pump.toml: parameters.EF.value: M005 a default has either a value with its source,"
            " or rows of a lookup",
        ),
        (
            ('kind = "fixed"', 'kind = "default"\nvalue = 0.5'),
            'pump.toml: parameters.EF.source: M004 key "source" is missing;'
            " a number of the methodology says where it was read",
        ),
        (
            ('kind = "fixed"', 'kind = "default"\nvalue = "0.5"\nsource = "x"'),
            'pump.toml: parameters.EF.value: M005 a number is expected (got text "0.5");'
            " write 0.5 without quotes",
        ),
        (
            ('kind = "fixed"', 'kind = "fixed"\noptional = true'),
            "pump.toml: parameters.EF.optional: M005 equation RE has no value without EF;"
            " what is optional stands in plausibility rules only",
        ),
        (
            ('aggregate = "sum"', 'aggregate = "sum"\noptions = ["C", "C"]'),
            "pump.toml: parameters.EC.options: M005 entries are expected, each of them once",
        ),
        (
            ('aggregate = "sum"', 'aggregate = "sum"\noptions = []'),
            "pump.toml: parameters.EC.options: M005 entries are expected, each of them once",
        ),
    ],
)
def test_a_parameter_that_says_it_wrongly_is_refused(
    refuse: Refuse, change: tuple[str, str], line: str
) -> None:
    """Each kind has its keys, and no others."""
    assert refuse(change) == [line]


@pytest.mark.parametrize(
    ("rest", "line"),
    [
        (
            'kind = "period"\nunit = "hour"',
            'pump.toml: parameters.X.unit: M005 a period is counted in days: unit = "day" is'
            ' expected (got "hour")',
        ),
        (
            'kind = "period"',
            'pump.toml: parameters.X.unit: M004 key "unit" is missing; a period parameter needs it',
        ),
        (
            'kind = "category"\nvalues = ["a"]\nunit = "1"',
            'pump.toml: parameters.X.unit: M003 a category parameter has no key "unit"'
            " (expected one of symbol, title, description, kind, values, over, optional)",
        ),
        (
            'kind = "default"\nvalue = 1\nsource = "x"\nover = "pumps"',
            "pump.toml: parameters.X.over: M005 one value counts for every member;"
            " only a lookup is over a set",
        ),
    ],
)
def test_a_parameter_of_another_kind_is_judged_by_its_own_keys(
    refuse: Refuse, rest: str, line: str
) -> None:
    """Periods count days, categories have no unit, a default is one for all."""
    assert line in refuse(more='[sets.pumps]\ntitle = "x"\n' + parameter("X", rest))


def test_temperatures_are_not_summed(refuse: Refuse) -> None:
    """A sum of degrees Celsius depends on where zero lies; a mean does not."""
    rest = 'kind = "monitored"\nunit = "degC"\naggregate = "sum"\nconservative = "low"'
    assert refuse(
        more=parameter("T", rest)
        + '[[plausibility]]\ntitle = "x"\nformula = \'T >= q("0 degC")\'\nseverity = "note"\n'
    ) == [
        'pump.toml: parameters.T.aggregate: M013 "degC" is a point on a scale, which is not'
        ' summed; aggregate = "mean", "min" or "max" is expected'
    ]


def test_a_set_that_is_not_there_is_named(refuse: Refuse) -> None:
    """A parameter over a misspelled set gets the nearest right one."""
    assert (
        'pump.toml: parameters.X.over: M011 "pump" is not a set of this methodology;'
        ' did you mean "pumps"?'
    ) in refuse(
        more='[sets.pumps]\ntitle = "x"\n' + parameter("X", 'kind = "fixed"\nover = "pump"')
    )
