"""C202: equation over a set without members."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="C202",
    since="0.1.0",
    title="equation over a set without members",
    why=(
        "The smallest of no members is not zero but nothing; to go on with zero would be an "
        "invention."
    ),
    remedy=(
        "Give the members of the set: a table in the file that [sets] names, or the name of a "
        "member at the parameters over the set."
    ),
    bad='min(COP[i] for i in chiller if kind[i] == "screw"), and no chiller is of that kind',
    good="at least one chiller of that kind",
)
