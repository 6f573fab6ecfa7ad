"""V330: could not be recomputed."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V330",
    since="0.3.0",
    title="could not be recomputed",
    why=(
        "The steps that compare numbers need a recomputation from the inputs, and there was none, "
        "or it gave no value to any equation. The report's own arithmetic was looked at all the "
        "same."
    ),
    remedy=(
        "Hand in what the finding names, and verify again; jcm-mrv check tells what is wrong with "
        "inputs that are there."
    ),
    bad="an inputs folder without its project.toml",
    good="the whole folder of the project",
)
