"""A formula in LaTeX."""

from __future__ import annotations

import pytest

from jcm_mrv.expressions import Symbol, infer, parse_formula, render_latex
from jcm_mrv.units import standard_units

SYMBOLS = {"RE": "RE_p", "EC": "EC_{i,p}", "COP": "COP_i", "A": "A", "B": "B", "C": "C"}


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("RE", "RE_p"),
        ("EC_IT", r"\mathrm{EC\_IT}"),
        ("EG[i]", r"\mathrm{EG}_{i}"),
        ("1.50", "1.5"),
        ('q("24 hour/day")', r"24\,\mathrm{hour/day}"),
        ('q("5 %") * A', r"5\,\mathrm{\%} \cdot A"),
        ('q("5 t_clinker") ** 2', r"\left(5\,\mathrm{t\_clinker}\right)^{2}"),
        ("A + B - C", "A + B - C"),
        ("A - (B - C)", r"A - \left(B - C\right)"),
        ("(A + B) * C", r"\left(A + B\right) \cdot C"),
        ("A * (B * C)", r"A \cdot B \cdot C"),
        ("A / (B + C)", r"\frac{A}{B + C}"),
        ("A / B * C", r"\frac{A}{B} \cdot C"),
        ("(A / B) ** 2", r"\left(\frac{A}{B}\right)^{2}"),
        ("A ** -2", "A^{-2}"),
        ("-A + B", "-A + B"),
        ("A - -B", r"A - \left(-B\right)"),
        ("A * -B", r"A \cdot \left(-B\right)"),
        ("-(A + B)", r"-\left(A + B\right)"),
        ("-(A * B)", r"-A \cdot B"),
        ("abs(A - B)", r"\left|A - B\right|"),
        ("min(A, B + C)", r"\min\left(A, B + C\right)"),
        ("max(A, 0)", r"\max\left(A, 0\right)"),
        ("A < B", "A < B"),
        ("A <= B", r"A \le B"),
        ("A > B", "A > B"),
        ("A >= B", r"A \ge B"),
        ("A == B", "A = B"),
        ("A != B", r"A \ne B"),
        ('A == "50% {a}_b\'"', r"A = \text{50\% \{a\}\_b'}"),
        ("A > B and (B > C or C > A)", r"A > B \land \left(B > C \lor C > A\right)"),
        ("not A > B", r"\lnot \left(A > B\right)"),
        (
            "A if B > C else 0",
            r"\begin{cases} A & \text{if } B > C \\ 0 & \text{otherwise} \end{cases}",
        ),
        (
            "sum(EC[i] * COP[i] for i in my_set)",
            r"\sum_{i \in \mathrm{my\_set}} EC_{i,p} \cdot COP_i",
        ),
        (
            "sum(EC[i] + 1 for i in s if COP[i] > 0) + A",
            r"\sum_{i \in \mathrm{s},\, COP_i > 0} \left(EC_{i,p} + 1\right) + A",
        ),
        ("min(EC[i] for i in s) * A", r"\min_{i \in \mathrm{s}} \left(EC_{i,p}\right) \cdot A"),
        ("sum(EC[i] for i in s) ** 2", r"\left(\sum_{i \in \mathrm{s}} EC_{i,p}\right)^{2}"),
    ],
)
def test_a_formula_is_set_in_mathematical_mode(text: str, latex: str) -> None:
    """Symbols of the methodology, fractions for divisions, brackets where they are needed."""
    assert render_latex(parse_formula(text), SYMBOLS) == latex


@pytest.mark.parametrize(
    ("source", "target", "latex"),
    [
        ("kWh", "MWh", r"A \cdot \frac{1}{1000}\,\frac{\mathrm{MWh}}{\mathrm{kWh}}"),
        ("MWh", "kWh", r"A \cdot 1000\,\frac{\mathrm{kWh}}{\mathrm{MWh}}"),
        ("%", "1", r"A \cdot \frac{1}{100}\,\frac{\mathrm{1}}{\mathrm{\%}}"),
        ("kW*h", "MWh", r"A \cdot \frac{1}{1000}\,\frac{\mathrm{MWh}}{\mathrm{kW \cdot h}}"),
    ],
)
def test_a_conversion_is_a_factor_with_its_units(source: str, target: str, latex: str) -> None:
    """The reader sees that the number changes and why."""
    units = standard_units()
    symbols = {"A": Symbol("A", units.parse(source))}
    tree = infer(parse_formula("A"), symbols, (), units, target=units.parse(target))
    assert render_latex(tree, SYMBOLS) == latex


def test_a_converted_sum_is_bracketed() -> None:
    """The factor belongs to all of it."""
    units = standard_units()
    symbols = {name: Symbol(name, units.parse("kWh")) for name in "AB"}
    tree = infer(parse_formula("A + B"), symbols, (), units, target=units.parse("MWh"))
    assert render_latex(tree, SYMBOLS) == (
        r"\left(A + B\right) \cdot \frac{1}{1000}\,\frac{\mathrm{MWh}}{\mathrm{kWh}}"
    )
