"""P062: member or set unknown."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P062",
    since="0.1.0",
    title="member or set unknown",
    why=(
        "A parameter over a set has a value for each member. A table for a member that nobody "
        "else knows would be left out of the sum."
    ),
    remedy=(
        "Correct the name; list every member in [[sets.NAME.member]] or in the set's table. A "
        "parameter that is one for the whole project has no members."
    ),
    bad=('[[monitored.EG]]\nsystem = "roof-q"'),
    good=('[[monitored.EG]]\nsystem = "roof-a"'),
)
