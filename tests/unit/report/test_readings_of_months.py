"""How complete the months are: the gate's calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cases.roofs import stamped, told

from jcm_mrv.run import examine

if TYPE_CHECKING:
    from pathlib import Path


def test_each_month_tells_what_is_expected_and_found(tmp_path: Path) -> None:
    """Ten hours of May are lost: 734 of 744; April 30 and 1 June have all of theirs."""
    values = [40 + hour % 24 for hour in range(24 * 33)]
    lost = range(24 * 5, 24 * 5 + 10)
    rows = stamped("2023-04-30", [None if i in lost else one for i, one in enumerate(values)])
    told(tmp_path, rows, ("2023-04-30", "2023-06-01"))

    months = examine(tmp_path, methodologies=[tmp_path / "modules"]).readings
    told_of = [(one["parameter"], one["month"], one["expected"], one["count"]) for one in months]
    assert told_of == [
        ("E", "2023-04", 24, 24),
        ("E", "2023-05", 744, 734),
        ("E", "2023-06", 24, 24),
    ]
    # 734 / 744 in lowest terms
    assert months[1]["complete"] == "367/372"
