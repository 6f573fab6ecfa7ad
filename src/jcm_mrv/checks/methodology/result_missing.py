"""M015: methodology without RE, PE or ER in tonnes."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="M015",
    since="0.1.0",
    title="methodology without RE, PE or ER in tonnes",
    why=(
        "Credits are made of ER, the reference emissions RE less the project emissions PE, in"
        " tonnes of CO2. A result in another unit would be taken for tonnes."
    ),
    remedy='Define the three equations, each with unit = "tCO2" and over no set.',
    bad='[equations.ER]\nunit = "kgCO2"',
    good='[equations.ER]\nunit = "tCO2"',
)
