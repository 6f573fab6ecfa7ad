"""C206: rule of plausibility that does not hold."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="C206",
    since="0.1.0",
    title="rule of plausibility that does not hold",
    why=(
        "A methodology names what holds in its technology: a data centre uses at least the "
        "electricity of its computers. A broken rule changes no number, but it is what a "
        "verifier asks about first. The methodology says whether it is an error, a warning or "
        "a note."
    ),
    remedy=(
        "Check the readings and fixed values in the rule: exchanged columns, a missing feed, "
        "two points of metering that do not match."
    ),
    bad="EC_DC >= EC_IT, with EC_IT = 561.6 MWh and EC_DC = 520 MWh",
    good="EC_IT = 520 MWh and EC_DC = 561.6 MWh",
)
