"""P025: global warming potentials unclear."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P025",
    since="0.1.0",
    title="global warming potentials unclear",
    why=(
        "A tonne of methane counts 25 or 28 tonnes of CO2 by the assessment report that is "
        "used. Where the methodology offers several, the project says which."
    ),
    remedy=(
        "Choose one that the message lists, as gwp_set under [project]; leave the key out "
        "where the methodology uses none."
    ),
    bad='gwp_set = "AR7"',
    good='gwp_set = "AR5"',
)
