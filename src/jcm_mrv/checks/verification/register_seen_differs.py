"""V375: register seen on site does not fit the readings."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V375",
    since="0.3.0",
    title="register seen on site does not fit the readings",
    why=(
        "A counter only rises. What it showed on the day of the visit lies between the "
        "readings before and after it; else the readings are of another meter, in another "
        "unit, or were changed."
    ),
    remedy=(
        "Compare unit, decimals and time of what was noted. Where it stays, raise a CAR: the "
        "readings have to be explained from the meter itself."
    ),
    bad="register = { value = 9900, … }   (the reading of the day before: 10,120)",
    good="register = { value = 10150, … }",
)
