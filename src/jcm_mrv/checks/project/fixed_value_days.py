"""P046: days without a fixed value, or with two."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P046",
    since="0.1.0",
    title="days without a fixed value, or with two",
    why=(
        "Each day of the period has exactly one value of a fixed parameter. A day without one "
        "has no result; of two values one would have to be guessed."
    ),
    remedy=(
        "Set `from` and `until` (inclusive) so that one value follows the other without a "
        "gap. A value without them holds always."
    ),
    bad="until = 2017-06-30 and from = 2017-07-02",
    good="until = 2017-06-30 and from = 2017-07-01",
)
