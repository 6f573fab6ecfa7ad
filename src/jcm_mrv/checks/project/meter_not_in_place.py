"""P054: readings of days without the meter."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P054",
    since="0.2.0",
    title="readings of days without the meter",
    why=(
        "A meter cannot have measured before it was installed, nor after it was removed. Where "
        "a source speaks for such days, its readings are of another meter, or one of the days "
        "is wrong."
    ),
    remedy=(
        "Give the source the window of its meter with from and until, and the readings of the "
        "other meter as a source of their own; or correct installed and removed."
    ),
    bad=('[[meters]]\nid = "OLD"\nremoved = 2024-06-15   # and a source of OLD without until'),
    good=(
        "[[meters]]\n"
        'id = "OLD"\n'
        "removed = 2024-06-15   # and until = 2024-06-15T10:00:00 in its source"
    ),
    source=("Declared: no rule of the JCM was read."),
)
