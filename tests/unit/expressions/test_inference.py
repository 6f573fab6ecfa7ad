"""Dimensions: what fits, where a conversion is put, and what is refused in which words."""

from __future__ import annotations

from fractions import Fraction

import pytest

from jcm_mrv.expressions import FormulaError, Symbol, infer, parse_formula, render_text
from jcm_mrv.expressions.tree import Convert, Number, Operation, walk
from jcm_mrv.units import DIMENSIONLESS, Unit, standard_units

UNITS = standard_units()

_UNITS_OF = {
    "EG_SUP": "MWh",
    "EC_kWh": "kWh",
    "HEAT": "GJ",
    "EC_CAP": "MW",
    "P_kW": "kW",
    "D": "day",
    "H": "hour",
    "EF": "tCO2/MWh",
    "EF_kg": "kgCO2/kWh",
    "M": "tCO2",
    "M_e": "tCO2e",
    "CH4": "tCH4",
    "GWP": "tCO2e/tCH4",
    "PUE": "1",
    "LOSS": "%",
    "T_in": "degC",
    "T_out": "degC",
    "DT": "delta_degC",
    "CP": "kJ/kg/K",
    "FLOW": "kg",
    "VAR": "kvarh",
}
SYMBOLS = {name: Symbol(name, UNITS.parse(unit)) for name, unit in _UNITS_OF.items()} | {
    "RATIO": Symbol("RATIO", None),
    "EC": Symbol("EC", UNITS.parse("MWh"), "chiller"),
    "COP": Symbol("COP", None, "chiller"),
    "TEMP": Symbol("TEMP", UNITS.parse("degC"), "chiller"),
    "EG": Symbol("EG", UNITS.parse("MWh"), "system"),
    "source": Symbol("source", None, "chiller", ("grid", "diesel")),
    "FUEL": Symbol("FUEL", None, None, ("grid", "diesel")),
    "MODE": Symbol("MODE", None, None, ("day", "night")),
}
SETS = ("chiller", "system")


def inferred(text: str, target: str | None, over: str | None = None) -> str:
    """Return a formula as inference leaves it, conversions visible."""
    unit = None if target is None else UNITS.parse(target)
    return render_text(infer(parse_formula(text), SYMBOLS, SETS, UNITS, target=unit, over=over))


def refused(text: str, target: str | None, over: str | None = None) -> FormulaError:
    """Return the refusal of a formula."""
    with pytest.raises(FormulaError) as refusal:
        inferred(text, target, over)
    return refusal.value


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("EG_SUP * EF", "tCO2"),
        ("EC_kWh * EF_kg", "kgCO2"),
        ("EG_SUP * EF_kg", "tCO2"),  # MWh * kg/kWh: a thousand kilograms
        ('EC_CAP * q("24 hour/day") * D', "MWh"),
        ("EC_CAP * H", "MWh"),
        ("M + M_e", "tCO2"),
        ("CH4 * GWP", "tCO2"),
        ("EG_SUP / EG_SUP + PUE - RATIO", "1"),
        ("EG_SUP ** 2 / EG_SUP", "MWh"),
        ("EG_SUP ** -1 * EG_SUP * PUE", "1"),
        ("EG_SUP ** 0", "1"),
        ("0", "tCO2"),
        ("-0.0 + abs(0) - min(0, 0)", "tCO2"),
        ("0 if PUE > 1 else 0", "MWh"),
        ("sum(0 for i in chiller)", "MWh"),
        ("EG_SUP - 0 + 0", "MWh"),
        ("max(0, EG_SUP)", "MWh"),
        ("EG_SUP if PUE > 1 else 0", "MWh"),
        ("0 if PUE > 1 else EG_SUP", "MWh"),
        ("-EG_SUP + abs(EG_SUP)", "MWh"),
        ("FLOW * CP * (T_out - T_in)", "kJ"),
        ("FLOW * CP * DT", "kJ"),
        ("T_in + (T_out - T_in) / 2", "degC"),
        ("DT + T_in", "degC"),
        ("T_in - DT", "degC"),
        ("min(T_in, T_out)", "degC"),
        ("T_in if T_in > T_out else T_out", "degC"),
        ("T_in - T_out", "K"),
        ("max(TEMP[i] for i in chiller)", "degC"),
        ("sum(EC[i] * COP[i] for i in chiller)", "MWh"),
        ('sum(EC[i] for i in chiller if source[i] == "grid")', "MWh"),
        ("sum(sum(EC[i] for i in chiller) * EG[j] / EG[j] for j in system)", "MWh"),
        ("EG_SUP >= EC_CAP * H", None),
        ("PUE >= 1 and not LOSS / LOSS > RATIO or T_in < T_out", None),
        ("EG_SUP > 0", None),
        ("T_in > 0", None),
        ('FUEL == "grid"', None),
        ('"diesel" != FUEL', None),
        ("FUEL == FUEL", None),
    ],
)
def test_a_formula_whose_units_agree_stays_as_it_is(text: str, target: str | None) -> None:
    """No conversion is put where scales agree; the literal 0 has every dimension."""
    tree = infer(
        parse_formula(text),
        SYMBOLS,
        SETS,
        UNITS,
        target=None if target is None else UNITS.parse(target),
    )
    assert tree == parse_formula(text)
    assert not any(isinstance(node, Convert) for node in walk(tree))


@pytest.mark.parametrize(
    ("text", "target", "shown"),
    [
        ("EC_kWh", "MWh", "EC_kWh * [1/1000 MWh per kWh]"),
        ("EG_SUP", "kWh", "EG_SUP * [1000 kWh per MWh]"),
        ("EG_SUP + EC_kWh", "MWh", "EG_SUP + EC_kWh * [1/1000 MWh per kWh]"),
        (
            "EC_kWh - EG_SUP",
            "MWh",
            "(EC_kWh - EG_SUP * [1000 kWh per MWh]) * [1/1000 MWh per kWh]",
        ),
        ("0 + EC_kWh + EG_SUP", "kWh", "0 + EC_kWh + EG_SUP * [1000 kWh per MWh]"),
        ("HEAT + EG_SUP", "GJ", "HEAT + EG_SUP * [18/5 GJ per MWh]"),  # 3.6 GJ
        (
            "P_kW * q('24 hour/day') * D",
            "MWh",
            'P_kW * q("24 hour/day") * D * [1/1000 MWh per kW*hour]',
        ),
        ("EC_kWh * EF", "tCO2", "EC_kWh * EF * [1/1000 tCO2 per kWh*tCO2/MWh]"),
        ("LOSS * EG_SUP", "MWh", "LOSS * EG_SUP * [1/100 MWh per %*MWh]"),
        ("EG_SUP * (1 - LOSS)", "MWh", "EG_SUP * (1 - LOSS * [1/100 1 per %])"),
        (
            "EG_SUP * (LOSS - 1)",
            "MWh",
            "EG_SUP * (LOSS - 1 * [100 % per 1]) * [1/100 MWh per MWh*%]",
        ),
        (
            "EG_SUP if PUE > 1 else EC_kWh",
            "MWh",
            "EG_SUP if PUE > 1 else EC_kWh * [1/1000 MWh per kWh]",
        ),
        (
            "min(0, EC_kWh, EG_SUP)",
            "kWh",
            "min(0, EC_kWh, EG_SUP * [1000 kWh per MWh])",
        ),
        ("EC_kWh >= EG_SUP", None, "EC_kWh >= EG_SUP * [1000 kWh per MWh]"),
        ("LOSS < 0.5", None, "LOSS < 0.5 * [100 % per 1]"),
        (
            "sum(EC[i] for i in chiller if EC[i] > EC_kWh)",
            "kWh",
            "sum(EC[i] for i in chiller if EC[i] > EC_kWh * [1/1000 MWh per kWh])"
            " * [1000 kWh per MWh]",
        ),
    ],
)
def test_a_conversion_is_put_where_scales_differ(text: str, target: str | None, shown: str) -> None:
    """The later side goes into the unit of the first that is not 0; the root into its target."""
    assert inferred(text, target) == shown


def test_a_conversion_carries_its_factor_and_the_text_of_its_operand() -> None:
    """Another evaluator needs the number only; a message needs the words."""
    tree = infer(parse_formula("EC_kWh * 2"), SYMBOLS, SETS, UNITS, target=UNITS.parse("GJ"))
    assert isinstance(tree, Convert)
    # 1 kWh = 0.0036 GJ
    assert (tree.factor, tree.origin, tree.target) == (Fraction(36, 10_000), "kWh", "GJ")
    assert tree.source == "EC_kWh * 2"


def test_a_quantity_keeps_its_number_and_its_normal_unit() -> None:
    """The unit of a literal is read like any other: spaces and the period go."""
    assert inferred('q("1.50 tCO2 / MWh / p") * EG_SUP', "tCO2") == 'q("1.5 tCO2/MWh") * EG_SUP'


@pytest.mark.parametrize(
    ("text", "target", "message"),
    [
        (
            "EG_SUP + M",
            "MWh",
            'EG_SUP + M: the sides of "+" have different dimensions'
            " (energy in MWh, mass of CO2 in tCO2)",
        ),
        (
            "1 * (M - EG_SUP)",
            "MWh",
            'M - EG_SUP: the sides of "-" have different dimensions'
            " (mass of CO2 in tCO2, energy in MWh)",
        ),
        (
            "EF * EG_SUP",
            "MWh",
            "EF * EG_SUP: the result has another dimension than declared"
            " (mass of CO2 in tCO2, declared energy in MWh)",
        ),
        (
            "EC_CAP * 24 * D",
            "MWh",
            "EC_CAP * 24 * D: the result has another dimension than declared"
            " (MW*day, declared energy in MWh); hours are counted from days by"
            ' q("24 hour/day")',
        ),
        (
            "EG_SUP - EC_CAP * 24 * D",
            "MWh",
            'EG_SUP - EC_CAP * 24 * D: the sides of "-" have different dimensions'
            ' (energy in MWh, MW*day); hours are counted from days by q("24 hour/day")',
        ),
        (
            "D + H",
            "day",
            'D + H: the sides of "+" have different dimensions (day, time in hour);'
            ' hours are counted from days by q("24 hour/day")',
        ),
        (
            "EG_SUP + 1",
            "MWh",
            'EG_SUP + 1: the sides of "+" have different dimensions'
            " (energy in MWh, a plain number)",
        ),
        (
            "VAR + EG_SUP",
            "MWh",
            'VAR + EG_SUP: the sides of "+" have different dimensions'
            " (reactive energy in kvarh, energy in MWh)",
        ),
        (
            "CH4 + M",
            "tCO2",
            'CH4 + M: the sides of "+" have different dimensions'
            " (mass of CH4 in tCH4, mass of CO2 in tCO2)",
        ),
        (
            "EG_SUP >= M",
            None,
            'EG_SUP >= M: the sides of ">=" have different dimensions'
            " (energy in MWh, mass of CO2 in tCO2)",
        ),
        (
            "max(0, EG_SUP, M)",
            "MWh",
            'max(0, EG_SUP, M): the values of "max" have different dimensions'
            " (energy in MWh, mass of CO2 in tCO2)",
        ),
        (
            "EG_SUP if PUE > 1 else M",
            "MWh",
            'EG_SUP if PUE > 1 else M: the arms of "if" have different dimensions'
            " (energy in MWh, mass of CO2 in tCO2)",
        ),
        (
            "T_in + T_out",
            "degC",
            'T_in + T_out: "degC" is a point on a scale: points have no sum;'
            " a mean is written A + (B - A) / 2",
        ),
        (
            "DT - T_in",
            "degC",
            'DT - T_in: "degC" is a point on a scale: it is not taken from a difference',
        ),
        (
            "T_in + EG_SUP",
            "degC",
            'T_in + EG_SUP: the sides of "+" have different dimensions'
            " (temperature in delta_degC, energy in MWh)",
        ),
        (
            "T_in > DT",
            None,
            'T_in > DT: the sides of ">" have different dimensions'
            " (a temperature in degC, temperature in delta_degC)",
        ),
        (
            "T_in * 2",
            "degC",
            'T_in * 2: "degC" is a point on a scale: it is neither multiplied nor divided;'
            " take a difference",
        ),
        (
            "T_in ** 2",
            "degC",
            'T_in ** 2: "degC" is a point on a scale: it is neither multiplied nor divided;'
            " take a difference",
        ),
        (
            "-T_in",
            "degC",
            '-T_in: "degC" is a point on a scale: it has no negative and no size;'
            " take a difference",
        ),
        (
            "abs(T_in)",
            "degC",
            'abs(T_in): "degC" is a point on a scale: it has no negative and no size;'
            " take a difference",
        ),
        (
            "sum(TEMP[i] for i in chiller)",
            "degC",
            'sum(TEMP[i] for i in chiller): "degC" is a point on a scale: points have no sum',
        ),
        (
            "T_in - T_out",
            "degC",
            "T_in - T_out: the result has another dimension than declared"
            " (temperature in delta_degC, declared a temperature in degC)",
        ),
        (
            "((EG_SUP ** 4) ** 4) / EG_SUP",
            "MWh",
            '(EG_SUP ** 4) ** 4: the power of "MWh" in a unit would go beyond 12',
        ),
        ('q("1 kwh")', "kWh", 'q("1 kwh"): "kwh" is not a unit; did you mean "kWh"?'),
        ("EG_SUPP", "MWh", '"EG_SUPP" is not a known name; did you mean "EG_SUP"?'),
        ("UNHEARD", "MWh", '"UNHEARD" is not a known name'),
        (
            "chiller",
            "MWh",
            '"chiller" is a set: it stands only behind "in", as in sum(… for i in chiller)',
        ),
        (
            "sum(i for i in chiller)",
            "1",
            '"i" is an index: it stands only in square brackets',
        ),
        (
            "EC * 2",
            "MWh",
            'EC: it has one value for each member of "chiller": write EC[i] in an equation over'
            " that set, or inside sum, min or max",
        ),
        ("EC[i] * 2", "MWh", 'EC[i]: "i" goes over no set here'),
        ("EG_SUP[i]", "MWh", 'EG_SUP[i]: "EG_SUP" has one value only, no index'),
        (
            "sum(EG[i] for i in chiller)",
            "MWh",
            'EG[i]: "i" goes over "chiller", "EG" has its values over "system"',
        ),
        (
            "sum(EC[i] for i in chillers)",
            "MWh",
            'sum(EC[i] for i in chillers): "chillers" is not a set; did you mean "chiller"?',
        ),
        (
            "sum(EC[i] for i in plant)",
            "MWh",
            'sum(EC[i] for i in plant): "plant" is not a set',
        ),
        (
            "sum(sum(EC[i] for i in chiller) for i in chiller)",
            "MWh",
            'sum(EC[i] for i in chiller): "i" has a meaning here already; take another index',
        ),
        ("EG_SUP > 0", "MWh", "EG_SUP > 0: a number is expected here, not a condition"),
        ("(EG_SUP > 0) * 2", "1", "EG_SUP > 0: a number is expected here, not a condition"),
        ("(PUE > 1) == (LOSS > 1)", None, "PUE > 1: a number is expected here, not a condition"),
        ("EG_SUP", None, "EG_SUP: a condition is expected here, such as A >= B"),
        ("not EG_SUP", None, "EG_SUP: a condition is expected here, such as A >= B"),
        ("PUE > 1 and PUE", None, "PUE: a condition is expected here, such as A >= B"),
        ("1 if PUE else 2", "1", "PUE: a condition is expected here, such as A >= B"),
        (
            "sum(EC[i] for i in chiller if COP[i])",
            "MWh",
            "COP[i]: a condition is expected here, such as A >= B",
        ),
        ("FUEL", None, "FUEL: a condition is expected here, such as A >= B"),
        ("FUEL + 1", "1", 'FUEL: a category stands only beside "==" and "!="'),
        ("FUEL > MODE", None, 'FUEL > MODE: a category is compared by "==" and "!=" only'),
        ("FUEL == 1", None, "FUEL == 1: a category is compared with one of its options"),
        ('PUE == "grid"', None, 'PUE == "grid": a category is compared with one of its options'),
        ("FUEL == MODE", None, "FUEL == MODE: the two categories have different options"),
        ('"a" == "a"', None, '"a" == "a": two texts are compared; one side is a category'),
        (
            'FUEL == "gird"',
            None,
            'FUEL == "gird": "gird" is none of the options (diesel, grid); did you mean "grid"?',
        ),
        ('FUEL != "wood"', None, 'FUEL != "wood": "wood" is none of the options (diesel, grid)'),
    ],
)
def test_what_does_not_fit_is_refused_in_a_sentence(
    text: str, target: str | None, message: str
) -> None:
    """The sentence leads with the part at fault and names both dimensions."""
    assert str(refused(text, target)) == message


def test_the_operand_is_the_smallest_part_at_fault() -> None:
    """A reader of a long equation is led to the place."""
    assert refused("EG_SUP * EF + (M + CH4) * 2", "tCO2").operand == "M + CH4"
    assert refused("EG_SUP * EFF", "tCO2").operand == "EFF"


def test_an_equation_over_a_set_has_the_free_index_i() -> None:
    """Inside it a name of that set stands for its value at one member."""
    assert inferred("EC[i] * COP[i]", "kWh", "chiller") == ("EC[i] * COP[i] * [1000 kWh per MWh]")
    share = "EC[i] / sum(EC[j] for j in chiller)"
    assert inferred(share, "1", "chiller") == share
    assert str(refused("EC[j]", "MWh", "chiller")) == 'EC[j]: "j" goes over no set here'
    assert str(refused("EC[i]", "MWh", "system")) == (
        'EC[i]: "i" goes over "system", "EC" has its values over "chiller"'
    )
    assert str(refused("sum(EC[i] for i in chiller)", "MWh", "chiller")) == (
        'sum(EC[i] for i in chiller): "i" has a meaning here already; take another index'
    )


def test_an_index_does_not_hide_a_name() -> None:
    """A parameter named like an index would be read as one or the other."""
    symbols = {**SYMBOLS, "k": Symbol("k", None)}
    with pytest.raises(FormulaError) as refusal:
        infer(parse_formula("sum(EC[k] for k in chiller)"), symbols, SETS, UNITS, target=None)
    assert str(refusal.value) == (
        'sum(EC[k] for k in chiller): "k" has a meaning here already; take another index'
    )


def test_an_index_ends_with_its_sum() -> None:
    """Behind the bracket the letter is free again."""
    twice = "sum(EC[i] for i in chiller) + sum(EG[i] for i in system)"
    assert inferred(twice, "MWh") == twice


def test_points_of_two_scales_are_not_compared() -> None:
    """No factor turns a point of one scale into one of another."""
    other = Unit("degF", (("temperature", 1),), Fraction(5, 9), point=True, offset=Fraction(255))
    symbols = {**SYMBOLS, "T_F": Symbol("T_F", other)}
    with pytest.raises(FormulaError) as refusal:
        infer(parse_formula("T_in - T_F"), symbols, SETS, UNITS, target=None)
    assert str(refusal.value) == (
        'T_in - T_F: the sides of "-" have different dimensions'
        " (a temperature in degC, a temperature in degF)"
    )


def test_a_difference_is_brought_to_the_step_of_its_point() -> None:
    """The point keeps its unit, on whichever side it stands."""
    step = Unit("mK", (("temperature", 1),), Fraction(1, 1_000))
    symbols = {**SYMBOLS, "DT_m": Symbol("DT_m", step)}
    target = UNITS.parse("degC")
    for text, shown in (
        ("T_in - DT_m", "T_in - DT_m * [1/1000 delta_degC per mK]"),
        ("DT_m + T_in", "DT_m * [1/1000 delta_degC per mK] + T_in"),
    ):
        tree = infer(parse_formula(text), symbols, SETS, UNITS, target=target)
        assert render_text(tree) == shown


def test_a_tree_is_inferred_once() -> None:
    """A second pass would convert what is converted."""
    once = infer(parse_formula("EC_kWh"), SYMBOLS, SETS, UNITS, target=UNITS.parse("MWh"))
    with pytest.raises(TypeError, match=r"^a formula is inferred once$"):
        infer(once, SYMBOLS, SETS, UNITS, target=UNITS.parse("MWh"))


def test_deeply_nested_comparisons_are_inferred_in_one_pass() -> None:
    """Work that doubled with each level would not end at depth 40."""
    text = "PUE"
    for _ in range(19):
        text = f"(1 if {text} > 0 else 2)"
    tree = infer(parse_formula(text), SYMBOLS, SETS, UNITS, target=DIMENSIONLESS)
    assert sum(isinstance(node, Operation) for node in walk(tree)) == 19
    assert sum(isinstance(node, Number) for node in walk(tree)) == 3 * 19
