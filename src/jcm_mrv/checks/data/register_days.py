"""D130: days without a register reading."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="D130",
    since="0.1.0",
    title="days without a register reading",
    why=(
        "A register that was not read for some days loses nothing: the difference between the "
        "readings around spans them. It tells only less about the months."
    ),
    remedy="Nothing.",
    bad="readings on 2017-03-01 and 2017-03-09, none between",
    good="a reading a day",
    source="A rule of this program, declared in the report; the JCM's own text was not read.",
)
