"""M010: formula outside of the formula language."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="M010",
    since="0.1.0",
    title="formula outside of the formula language",
    why=(
        "Formulas are read by our own small reader and never run as a program: that is what "
        "makes it safe to compute a methodology from somebody else, and possible to typeset, "
        "export and explain the same text."
    ),
    remedy=(
        'Use numbers, names, + - * / **, comparisons, and/or/not, "a if c else b", min, max, '
        'abs, sum over a set, and q("24 hour/day").'
    ),
    bad='formula = "round(EC_IT * EF)"',
    good='formula = "EC_IT * EF"',
)
