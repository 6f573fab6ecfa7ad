"""Worked cases: what passes, and what each failure says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jcm_mrv.methodology.cases import run_cases

if TYPE_CHECKING:
    from tests.unit.methodology.conftest import Load

    from jcm_mrv.methodology.cases import CaseReport
    from jcm_mrv.methodology.model import Methodology

CASE = """\
[[case]]
name = "A year"
period = { start = 2024-01-01, end = 2024-12-31 }
[case.inputs]
EC = 435
EF = 0.5546
[case.expect]
ER = { value = 241.251, because = "435 * 0.5546" }
"""
SECOND = CASE.replace("A year", "Another")


def run(methodology: Methodology, *changes: tuple[str, str], more: str = "") -> CaseReport:
    """Run the case with changes."""
    text = CASE
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return run_cases(methodology, (text + more).encode())


def lines(report: CaseReport) -> list[str]:
    """Return what failed, a line each."""
    return [finding.line() for finding in report.findings]


def test_a_case_with_the_right_value_passes(load: Load) -> None:
    """435 MWh by 0.5546 are 241.251 t: the case passes and so does the methodology."""
    report = run(load())
    assert report.passed
    assert report.methodology == "pump 1.2.3"
    assert [(case.name, case.passed) for case in report.cases] == [("A year", True)]


def test_a_wrong_value_fails_exactly(load: Load) -> None:
    """A millionth of a tonne is a difference."""
    report = run(load(), ("241.251,", "241.251001,"))
    assert lines(report) == [
        "cases.toml: case[0].expect.ER: M020 ER is 241.251 (expected 241.251001)",
        'cases.toml: case[0].expect.ER.because: M020 "435 * 0.5546" makes 241.251, not 241.251001',
    ]
    assert not report.cases[0].passed


def test_arithmetic_that_is_stale_fails(load: Load) -> None:
    """The reason given is computed too: it cannot stay behind when the case changes."""
    assert lines(run(load(), ('"435 * 0.5546"', '"430 * 0.5546"'))) == [
        'cases.toml: case[0].expect.ER.because: M020 "430 * 0.5546" makes 238.478, not 241.251'
    ]


@pytest.mark.parametrize(
    ("because", "why"),
    [
        ("by hand", "by hand: this cannot be read as a formula at character 4"),
        ("EC * 0.5", '"EC" is not a known name'),
        ("1 / 0", "0: is zero, and something is divided by it"),
    ],
)
def test_a_reason_is_arithmetic(load: Load, because: str, why: str) -> None:
    """Words, names and divisions by zero are no reasons."""
    assert lines(run(load(), ("435 * 0.5546", because))) == [
        'cases.toml: case[0].expect.ER.because: M020 "because" is arithmetic with numbers only:'
        f" {why}"
    ]


def test_a_number_without_end_is_a_quotient(load: Load) -> None:
    """A third of a tonne is written as one."""
    report = run(
        load(("EC * EF", "EC * EF / 3")), ("241.251,", '"241251/3000",'), ('5546"', '5546 / 3"')
    )
    assert lines(report) == []


def test_inputs_have_units_of_their_own(load: Load) -> None:
    """A meter in kWh and a factor in kg give the same tonnes."""
    report = run(
        load(),
        ("EC = 435", 'EC = { value = 435000, unit = "kWh" }'),
        ("EF = 0.5546", 'EF = { value = 554.6, unit = "kgCO2/MWh" }'),
    )
    assert lines(report) == []


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (
            ("EC = 435\n", ""),
            'case[0].inputs.EC: M004 key "EC" is missing',
        ),
        (
            ("EC = 435", "ECC = 435\nEC = 435"),
            'case[0].inputs.ECC: M011 "ECC" is no input of the methodology; did you mean "EC"?',
        ),
        (
            ("EC = 435", 'EC = "435"'),
            'case[0].inputs.EC: M005 a number is expected (got text "435")',
        ),
        (
            ("EC = 435", "EC = true"),
            "case[0].inputs.EC: M005 a number is expected (got true)",
        ),
        (
            ("EC = 435", "EC = { a = 435 }"),
            "case[0].inputs.EC: M005 one value is expected, not a table of members",
        ),
        (
            ("EC = 435", 'EC = { value = 435, unit = "kwh" }'),
            'case[0].inputs.EC.unit: M016 "kwh" is not a unit; did you mean "kWh"?',
        ),
        (
            ("EC = 435", 'EC = { value = 435, unit = "t" }'),
            'case[0].inputs.EC.unit: M013 "t" and "MWh" have different dimensions'
            " (mass in t, energy in MWh): one cannot be converted into the other",
        ),
        (
            ("ER =", "RE ="),
            'case[0].expect.ER: M004 key "ER" is missing; a case says what comes out',
        ),
        (
            ("ER =", 'EX = { value = 1, because = "1" }\nER ='),
            'case[0].expect.EX: M011 "EX" is no equation of the methodology'
            " (expected one of RE, PE, ER)",
        ),
        (
            (', because = "435 * 0.5546"', ""),
            'case[0].expect.ER.because: M004 key "because" is missing',
        ),
        (
            ("ER = {", "ER = { a = 1, "),
            'case[0].expect.ER.a: M003 unknown key "a" (expected one of value, because)',
        ),
        (
            ("end = 2024-12-31", "end = 2023-12-31"),
            "case[0].period.end: M005 the period ends before it starts",
        ),
        (
            ("end = 2024-12-31", "end = 2025-01-31"),
            "case[0].period.end: M005 a case is one vintage, inside of one calendar year",
        ),
        (
            ("period =", 'breaks = ["EC is zero"]\nperiod ='),
            'case[0].breaks[0]: M011 "EC is zero" is no plausibility rule',
        ),
        (
            ('name = "A year"', "nam = 1"),
            'case[0].name: M004 key "name" is missing',
        ),
    ],
)
def test_a_case_that_does_not_fit_is_a_failure_with_its_place(
    load: Load, change: tuple[str, str], line: str
) -> None:
    """A file of cases that cannot be read fails as a whole, and says where."""
    report = run(load(), change)
    assert f"cases.toml: {line}" in lines(report)
    assert report.cases == ()


def test_two_cases_of_one_name_are_refused(load: Load) -> None:
    """A failure is named by its case."""
    assert lines(run(load(), more=CASE)) == [
        'cases.toml: case[1].name: M005 two cases are named "A year"'
    ]


def test_a_file_without_cases_proves_nothing(load: Load) -> None:
    """An empty list of cases fails."""
    report = run_cases(load(), b"case = []")
    assert lines(report) == ["cases.toml: case: M005 too short: at least 1 entry"]
    assert not report.passed


def test_failures_are_placed_beside_the_methodology(load: Load) -> None:
    """The path of cases.toml is that of its methodology's neighbour, or the one given."""
    report = run_cases(load(), b"", file="my/cases.toml")
    assert lines(report) == ["my/cases.toml: M002 the file is empty"]


def test_a_side_against_the_effect_is_a_failure(load: Load) -> None:
    """More electricity means more reductions: declaring the high side would inflate gaps."""
    report = run(load(('conservative = "low"', 'conservative = "high"')))
    assert lines(report) == [
        'cases.toml: case[0]: M021 EC is declared conservative = "high", but ER rises with it'
    ]


def test_both_sides_allow_either_effect(load: Load) -> None:
    """A parameter that is made either way needs no sign."""
    assert run(load(('conservative = "low"', 'conservative = "both"'))).passed


def test_a_parameter_that_moves_nothing_is_a_failure(load: Load) -> None:
    """A side that no case tests is not proven."""
    report = run(load(("EC * EF", "EC * EF * 0")), ("241.251,", "0,"), ("435 * 0.5546", "435 * 0"))
    assert lines(report) == [
        "cases.toml: M021 ER does not move with EC in any case; its side is not tested"
    ]


def test_one_case_that_moves_it_is_enough(load: Load) -> None:
    """A case at which ER stands still does not contradict the side."""
    pump = load(("EC * EF", 'max(EC - q(\\"100 MWh\\"), 0) * EF'))
    still = SECOND.replace("435", "50").replace("241.251", "0").replace("50 * 0.5546", "0")
    report = run(pump, ("241.251,", "185.791,"), ("435 * 0.5546", "335 * 0.5546"), more=still)
    assert lines(report) == []


def test_an_arm_that_no_case_reaches_is_a_failure(load: Load) -> None:
    """Both arms of an if are computed by some case."""
    pump = load(("EC * EF", 'EC * EF if EC > q(\\"100 MWh\\") else EC * EF * 0.5'))
    assert lines(run(pump)) == ['cases.toml: M022 no case reaches the arm "EC * EF * 0.5" of RE']
    small = SECOND.replace("435", "50").replace("241.251", "13.865").replace('0.5546"', '0.2773"')
    assert lines(run(pump, more=small)) == []


def test_a_case_without_a_value_names_equation_and_operand(load: Load) -> None:
    """A division by zero in a case is a failure, not a crash."""
    pump = load(("EC * EF", "EC * EF / (EC - EC) * EC"))
    report = run(pump)
    assert lines(report)[0] == (
        "cases.toml: case[0]: M020 RE has no value: EC - EC: is zero,"
        " and something is divided by it"
    )


RULE = '[[plausibility]]\ntitle = "Large"\nformula = \'EC > q("500 MWh")\'\nseverity = "note"\n'


def test_a_rule_that_a_case_breaks_is_a_failure(load: Load) -> None:
    """A worked example is plausible, unless it says that it is not."""
    pump = load(more=RULE)
    assert lines(run(pump)) == [
        'cases.toml: case[0]: M020 the rule "Large" does not hold: EC > q("500 MWh")'
    ]
    assert run(pump, ("period =", 'breaks = ["Large"]\nperiod =')).passed


def test_a_rule_that_holds_is_not_said_to_be_broken(load: Load) -> None:
    """What a case breaks on purpose has to break."""
    pump = load(more=RULE.replace("500", "100"))
    assert lines(run(pump, ("period =", 'breaks = ["Large"]\nperiod ='))) == [
        'cases.toml: case[0].breaks: M020 the rule "Large" holds and is said to be broken'
    ]


def test_the_period_gives_the_days(load: Load) -> None:
    """Both ends count: the leap year 2024 has 366 days."""
    pump = load(
        ("EC * EF", 'EC * EF * D / q(\\"366 day\\")'),
        more='[parameters.D]\nsymbol = "D"\ntitle = "x"\nkind = "period"\nunit = "day"\n',
    )
    assert lines(run(pump)) == []


def test_the_assessment_report_is_named_by_the_case(load: Load) -> None:
    """Where a methodology allows two, a case says which; silence is a failure with its place."""
    pump = load(
        ('gases = ["CO2"]', 'gases = ["CO2"]\ngwp_sets = ["AR4", "AR5"]'),
        ("EC * EF", "EC * EF * GWP_CH4 / GWP_CH4"),
    )
    assert lines(run(pump))[0] == (
        "cases.toml: case[0].gwp_set: M005 gwp_set: one of AR4, AR5 is expected"
    )
    assert run(pump, ("period =", 'gwp_set = "AR5"\nperiod =')).passed


OVER = (
    ('unit = "MWh"\n', 'unit = "MWh"\nover = "room"\n'),
    ("EC * EF", "sum(X[i] for i in room)"),
)
ROOMS = """
[sets.room]
title = "Rooms"
[equations.X]
unit = "tCO2"
over = "room"
formula = "EC[i] * EF"
"""


def rooms(load: Load, expect: str, inputs: str = "EC = { a = 1, b = 2 }") -> list[str]:
    """Run a case over two rooms."""
    report = run(
        load(*OVER, more=ROOMS),
        ("EC = 435", inputs),
        ("241.251", "1.6638"),
        ("435 * 0.5546", "3 * 0.5546"),
        more=expect,
    )
    return lines(report)


def test_a_case_over_a_set_gives_each_member(load: Load) -> None:
    """Inputs and expectations stand by member."""
    member = 'X.{} = {{ value = {}, because = "{} * 0.5546" }}\n'
    assert rooms(load, member.format("a", "0.5546", "1") + member.format("b", "1.1092", "2")) == []


def test_every_member_is_expected(load: Load) -> None:
    """A member without an expectation, or one too many, fails."""
    assert rooms(load, 'X.a = { value = 0.5546, because = "0.5546" }\n') == [
        'cases.toml: case[0].expect.X: M020 key "b" is missing; every member is expected'
    ]
    expect = "".join(
        f'X.{member} = {{ value = {value}, because = "{value}" }}\n'
        for member, value in (("a", "0.5546"), ("b", "1.1092"), ("c", "9"))
    )
    assert rooms(load, expect) == ["cases.toml: case[0].expect.X.c: M020 X has no such member"]


def test_members_and_single_values_are_told_apart(load: Load) -> None:
    """An indexed parameter takes a table, an indexed equation gives one."""
    assert rooms(load, "", "EC = 3") == [
        "cases.toml: case[0].inputs.EC: M005 a table with one entry for each room is expected"
    ]
    assert rooms(load, 'X = { value = 1, because = "1" }\n') == [
        "cases.toml: case[0].expect.X: M005 a table with one entry for each room is expected"
    ]


def test_the_side_is_tested_member_by_member(load: Load) -> None:
    """A mismatch names the member."""
    pump = load(('conservative = "low"', 'conservative = "high"'), *OVER, more=ROOMS)
    report = run(
        pump,
        ("EC = 435", "EC = { a = 1, b = 2 }"),
        ("241.251", "1.6638"),
        ("435 * 0.5546", "3 * 0.5546"),
    )
    assert lines(report) == [
        f'cases.toml: case[0]: M021 EC of {member} is declared conservative = "high",'
        " but ER rises with it"
        for member in "ab"
    ]


def test_members_of_two_parameters_are_the_same(load: Load) -> None:
    """A member that one input lacks is named."""
    pump = load(
        *OVER,
        more=ROOMS.replace("* EF", "* EF * K[i]")
        + '[parameters.K]\nsymbol = "K"\ntitle = "x"\nkind = "fixed"\nover = "room"\n',
    )
    report = run(pump, ("EC = 435", "EC = { a = 1, b = 2 }\nK = { a = 1 }"))
    assert lines(report) == ['cases.toml: case[0].inputs.K.b: M004 key "b" is missing']


def test_a_category_takes_one_of_its_words(load: Load) -> None:
    """A number or another word is refused with the choices."""
    pump = load(
        ("EC * EF", 'EC * EF if K == \\"a\\" else EC * EF'),
        more='[parameters.K]\nsymbol = "k"\ntitle = "x"\nkind = "category"\nvalues = ["a", "b"]\n',
    )
    for given in ("1", '"c"'):
        report = run(pump, ("EC = 435", f"EC = 435\nK = {given}"))
        assert lines(report) == [
            "cases.toml: case[0].inputs.K: M005 one of a, b is expected, in quotes"
        ]
