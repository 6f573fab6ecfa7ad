"""P081: fixed value differs from the lock."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P081",
    since="0.2.0",
    title="fixed value differs from the lock",
    why=(
        "Values fixed before monitoring, such as an emission factor, are part of what was "
        "validated. One that is other than locked moves every tonne. The effect is the "
        "reductions as reported less those with the locked value in its place, exact."
    ),
    remedy=(
        "Restore the locked value. Where the change was agreed after registration, name it: "
        "jcm-mrv lock --change. It is an error where it moves a number of the period, a warning "
        "where it moves none, and a note where only the unit's spelling or the source differ."
    ),
    bad="locked: EF_elec = 0.5546 tCO2/MWh\n[fixed.EF_elec]\nvalue = 0.56",
    good="[fixed.EF_elec]\nvalue = 0.5546",
    source=(
        "Declared policy (docs/adr/0014): what counts is an error, what is only written is a "
        "note; no JCM rule on it was read."
    ),
)
