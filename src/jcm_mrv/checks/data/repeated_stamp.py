"""D110: a stamp that occurs more than once, always with the same reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.checks.check import Check
from jcm_mrv.findings import Finding
from jcm_mrv.numbers import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jcm_mrv.checks.view import View

CHECK = Check(
    code="D110",
    since="0.1.0",
    title="repeated stamp",
    why=(
        "Monthly exports overlap by a row, or a file was appended twice. To add the same "
        "reading twice would count energy that flowed once."
    ),
    remedy="Nothing: one of the equal readings is kept. Export without overlap to lose the note.",
    bad="2017-03-01 05:00,41.2 in march.csv and again in the last line of february.csv",
    good="each stamp once",
)


def judge(view: View) -> Iterator[Finding]:
    """Count the stamps whose readings agree."""
    same, _, first = view.series.repeats()
    if same:
        yield Finding(
            "D110",
            "note",
            view.place,
            f"{counted(same, 'stamp occurs', 'stamps occur')} more than once with the same "
            f"reading, first {first:%Y-%m-%d %H:%M}; one of each is kept",
            "one kept",
            parameter=view.series.parameter,
        )
