"""D118: register that falls."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="D118",
    since="0.1.0",
    title="register that falls",
    why=(
        "A counter only rises. Where it falls, it went round, was set to zero, or the meter "
        "was replaced, and each gives other energy. A fall that would be more than the rated "
        "power can carry, if it were a rollover, is taken as a reset."
    ),
    remedy=(
        "Declare rollover = 1000000 if the counter goes round there; state rated, so that a "
        "rollover and a reset can be told apart. For a replaced or reset meter write two "
        "sources, each with its own from, until and multiplier."
    ),
    bad=("2017-06-15 00:00,998750\n2017-06-16 00:00,4310"),
    good="rollover = 1000000",
)
