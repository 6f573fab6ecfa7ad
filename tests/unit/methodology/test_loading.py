"""A whole methodology.toml: what it becomes, and what its lists and names may not say."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from jcm_mrv.errors import RefusedError
from jcm_mrv.methodology.loading import RESERVED, parse_methodology
from jcm_mrv.project.shape import FixedTable, MemberTable
from jcm_mrv.project.shape_monitoring import AmountTable, MonitoredTable

if TYPE_CHECKING:
    from tests.unit.methodology.conftest import Load, Refuse

SCALARS = 'gases = ["CO2"]'


def test_a_methodology_keeps_what_was_written(load: Load) -> None:
    """Ids, titles, units and formulas are those of the file."""
    pump = load()
    assert (pump.id, pump.version, pump.major, pump.reference) == ("pump", "1.2.3", "1", "pump 1")
    assert (pump.file, pump.origin, pump.fidelity) == ("pump.toml", "tests", "reconstructed")
    assert list(pump.parameters) == ["EC", "EF"]
    assert pump.equation("RE").text == "EC * EF"
    assert pump.equation("RE").unit.text == "tCO2"


def test_an_unknown_equation_has_no_record(load: Load) -> None:
    """Asking for an equation that is not there is an error of the caller."""
    with pytest.raises(KeyError):
        load().equation("XX")


def test_an_approved_number_is_named_as_projects_write_it(load: Load) -> None:
    """Number, version, date and reading of a JCM number are kept."""
    approved = """
[[approved]]
number = "LA_AM001"
version = "1.0"
country = "LA"
date = 2017-07-31
read = "list"
note = "Seen on a list."
"""
    [one] = load(more=approved).approved
    assert one.reference == "LA_AM001 ver1.0"
    assert (one.country, one.date, one.read, one.note) == (
        "LA",
        date(2017, 7, 31),
        "list",
        "Seen on a list.",
    )


def test_equations_stand_after_those_that_they_need(load: Load) -> None:
    """ER is written first and computed last; otherwise the order of the file is kept."""
    moved = load(
        ('[equations.ER]\nunit = "tCO2"\nformula = "RE - PE"\n', ""),
        (
            "[equations.RE]",
            '[equations.ER]\nunit = "tCO2"\nformula = "RE - PE"\n[equations.RE]',
        ),
    )
    assert [equation.name for equation in moved.equations] == ["RE", "PE", "ER"]


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (
            ('id = "pump"', 'id = "pumps"'),
            'pump.toml: id: M006 the id is "pumps" and the folder is named "pump"',
        ),
        (
            ('version = "1.2.3"', 'version = "2.0.0"'),
            'pump.toml: version: M006 the major version is 2 and the folder is named "1"',
        ),
        (
            ('id = "pump"', 'id = "Pump 1"'),
            'pump.toml: id: M005 "Pump 1" is not an id: small letters, digits and -,'
            " as in rooftop-solar",
        ),
        (
            ('version = "1.2.3"', 'version = "1"'),
            'pump.toml: version: M005 "1" is not a version such as 1.0.0',
        ),
        (
            (SCALARS, SCALARS + '\nresolution = "day"'),
            'pump.toml: resolution: M005 resolution "day" is reserved and not carried out yet;'
            ' use "vintage"',
        ),
        (
            (SCALARS, SCALARS + '\nresolution = "hour"'),
            'pump.toml: resolution: M005 "hour" is not a resolution; use "vintage"',
        ),
        (
            ('title = "Pumps"', 'title = "Pumps\\u001b[31m"'),
            "pump.toml: title: M005 a text holds the control character U+001B",
        ),
        (
            ('title = "Pumps"', 'title = "Pumps\\nand more"'),
            "pump.toml: title: M005 a text of one line is expected",
        ),
        (('title = "Pumps"', 'title = " "'), "pump.toml: title: M005 a text is empty"),
        (
            ('url = "https://example.org/"', 'url = "example.org"'),
            'pump.toml: sources[0].url: M005 "example.org" is not a web address',
        ),
        (
            ("[equations.RE]", "[equations.sum]"),
            'pump.toml: equations.sum: M005 "sum" is a word of the formula language'
            " and names nothing else",
        ),
        (
            ("[parameters.EF]", "[parameters.1EF]"),
            "pump.toml: parameters.1EF: M005 a name is a letter, then letters, digits or _,"
            " at most 64 in all",
        ),
        (
            ('title = "Pumps"', 'title = "Pumps"\ntitle = "Pumps"'),
            "pump.toml:5: M002 key title is written twice (column 16)",
        ),
        (
            ('unit = "MWh"', 'unti = "MWh"'),
            'pump.toml: parameters.EC.unti: M003 unknown key "unti"; did you mean "unit"?',
        ),
        (
            ('title = "Electricity"\n', ""),
            'pump.toml: parameters.EC.title: M004 key "title" is missing',
        ),
        (
            ('title = "Electricity"', "title = 5"),
            "pump.toml: parameters.EC.title: M005 text in quotes is expected (got number 5)",
        ),
    ],
)
def test_a_file_that_says_it_wrongly_is_refused(
    refuse: Refuse, change: tuple[str, str], line: str
) -> None:
    """Each fault names file, place, code and what was expected."""
    assert refuse(change) == [line]


def test_a_byte_order_mark_is_refused() -> None:
    """A file saved with a byte-order mark is refused by its first line."""
    with pytest.raises(RefusedError) as refusal:
        parse_methodology(b"\xef\xbb\xbfid = 1", file="pump.toml", origin="tests", folder=None)
    assert str(refusal.value) == (
        "pump.toml:1: M002 the file begins with a byte-order mark;"
        " save it as UTF-8 without one (without BOM)"
    )


def test_all_faults_of_a_file_are_told_at_once(refuse: Refuse) -> None:
    """A wrong unit, an unknown name, an unused one and a wrong folder are four lines."""
    assert refuse(
        ('id = "pump"', 'id = "bump"'),
        ('unit = "MWh"', 'unit = "Mwh"'),
        ("EC * EF", "EC * EFF"),
        more='[equations.X]\nunit = "1"\nformula = "round(1)"\n',
    ) == [
        'pump.toml: id: M006 the id is "bump" and the folder is named "pump"',
        'pump.toml: parameters.EC.unit: M016 "Mwh" is not a unit; did you mean "MWh"?',
        "pump.toml: equations.X.formula: M010 round: only sum, min, max, abs and q take values"
        " in brackets",
        'pump.toml: equations.RE.formula: M011 "EFF" is no parameter and no equation of this'
        ' methodology; did you mean "EF"?',
    ]


def test_lists_hold_nothing_twice(refuse: Refuse) -> None:
    """A number, a criterion or a rule that stands twice would have two meanings."""
    approved = '[[approved]]\nnumber = "LA_AM001"\nversion = "1.0"\ncountry = "LA"\nread = "list"\n'
    criterion = '[[eligibility]]\nid = "1"\ntext = "Is a pump."\n'
    rule = '[[plausibility]]\ntitle = "Runs"\nformula = "EC >= 0"\nseverity = "note"\n'
    assert refuse(more=2 * approved + 2 * criterion + 2 * rule) == [
        "pump.toml: approved[1]: M018 LA_AM001 ver1.0 stands twice in this file",
        'pump.toml: eligibility[1].id: M005 two criteria have the id "1"',
        "pump.toml: plausibility[1].title: M005 two rules have this title;"
        " a finding names its rule by it",
    ]


def test_a_number_belongs_to_its_country(refuse: Refuse) -> None:
    """The first two letters of a JCM number are its country's."""
    approved = '[[approved]]\nnumber = "LA_AM001"\nversion = "1.0"\ncountry = "TH"\nread = "list"\n'
    assert refuse(more=approved) == [
        'pump.toml: approved[0].country: M005 LA_AM001 is not a number of country "TH"'
    ]


def test_a_module_has_units_of_its_own(load: Load) -> None:
    """What a module counts is a dimension that turns into nothing else."""
    lamps = load(
        ("EC * EF", "EC * EF + N * EF_lamp"),
        more="""
[units]
lamp = "one lamp"
[parameters.N]
symbol = 'N'
title = "Lamps"
kind = "fixed"
unit = "lamp"
[parameters.EF_lamp]
symbol = 'EF'
title = "Emissions of a lamp"
kind = "default"
unit = "kgCO2/lamp"
value = 1.5
source = "none"
""",
    )
    assert dict(lamps.own_units) == {"lamp": "one lamp"}
    assert lamps.parameters["EF_lamp"].value == Fraction(3, 2)


def test_a_unit_of_its_own_is_not_one_that_exists(refuse: Refuse) -> None:
    """A module does not redefine the kilowatt hour."""
    assert refuse(more='[units]\nkWh = "mine"\n"a b" = "odd"\n') == [
        'pump.toml: units.kWh: M016 "kWh" is a unit already',
        'pump.toml: units."a b": M016 "a b" cannot name a unit: letters, digits and _ are allowed,'
        " at most 64",
    ]


def test_a_methodology_outside_of_a_library_has_no_folder(base: str) -> None:
    """A file that lies anywhere is read without a folder to compare with."""
    pump = parse_methodology(base.encode(), file="x.toml", origin="tests", folder=None)
    assert pump.reference == "pump 1"


def test_an_assessment_report_stands_once(refuse: Refuse) -> None:
    """A choice between AR5 and AR5 is none."""
    assert "pump.toml: gwp_sets: M005 an assessment report stands twice" in refuse(
        (SCALARS, SCALARS + '\ngwp_sets = ["AR5", "AR5"]')
    )


def test_numbers_are_exact_decimals(load: Load) -> None:
    """A default of 0.1 is one tenth, which no float is."""
    change = ('kind = "fixed"', 'kind = "default"\nvalue = 0.1\nsource = "x"')
    assert load(change).parameters["EF"].value == Fraction(1, 10)


def test_a_vintage_is_the_resolution(load: Load) -> None:
    """The only resolution of today may be named, and changes nothing."""
    named = load((SCALARS, SCALARS + '\nresolution = "vintage"'))
    assert named.rules_sha256 == load().rules_sha256


def test_a_set_is_not_called_like_a_key_of_a_project(refuse: Refuse) -> None:
    """project.toml names a member by its set, so a set "unit" could never be named there."""
    faults = refuse(more='[sets.unit]\ntitle = "units"\n')

    assert faults[0] == (
        'pump.toml: sets.unit: M005 a set cannot be called "unit": project.toml has a key of that '
        "name; name it for its members"
    )


def test_every_key_beside_which_a_set_may_stand_is_reserved() -> None:
    """The reserved names are the keys of the tables in which a project names members."""
    models = (FixedTable, MonitoredTable, AmountTable, MemberTable)
    keys = {field.alias or name for model in models for name, field in model.model_fields.items()}

    assert keys <= RESERVED


def test_only_a_few_parameters_may_err_on_both_sides(refuse: Refuse) -> None:
    """Each of them is computed either way, so that thirty would never come to an end."""
    more = "".join(
        f"""
[parameters.X{number}]
symbol = "X"
title = "a quantity"
kind = "monitored"
unit = "1"
aggregate = "sum"
conservative = "both"
"""
        for number in range(5)
    )

    assert (
        "pump.toml: parameters.X4: M005 5 parameters err on both sides; each doubles the work, and "
        "at most 4 may"
    ) in refuse(more=more)
