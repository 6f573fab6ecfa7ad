"""Each example against a copy with one reading changed: the month, and the amount by hand."""

from __future__ import annotations

import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from jcm_mrv.difference.comparing import compare
from jcm_mrv.report.reading import ParsedReport, parse_report
from jcm_mrv.run import calculate

EXAMPLES = Path(__file__).parents[2] / "examples"


def report_of(project: Path) -> ParsedReport:
    """Return the report of a project."""
    return parse_report(calculate(project).report_bytes)


@pytest.mark.parametrize(
    ("example", "file", "before", "after", "expected"),
    [
        # 1 kWh more of IT: 0.001 MWh x 1.8 x 0.5546 tCO2/MWh
        (
            "lao-data-center",
            "2017-05.csv",
            "2017-05-01 00:00,28.55,",
            "2017-05-01 00:00,29.55,",
            {"EC_IT 2017-05": "0.00099828"},
        ),
        # 1 W more for a quarter of an hour: 0.00000025 MWh x 0.5
        (
            "measured-rooftop-pv",
            "serf_east_15min_ac_power.csv",
            "2016-07-01 00:00:00-07:00,-2.8601",
            "2016-07-01 00:00:00-07:00,-1.8601",
            {"EG 2016-07 serf-east": "0.000000125"},
        ),
        # 1 kWh more: 0.001 MWh x 0.423
        (
            "mexico-rooftop-solar",
            "2025-01.csv",
            "2025-01-01 09:00,73.33",
            "2025-01-01 09:00,74.33",
            {"EG 2025-01 roof": "0.000423"},
        ),
        # a register that has counted 0.001 more by midnight of a month's end and stands until
        # dawn: 0.001 x 36,000 = 36 kWh; one month has them, not the other: 0.036 MWh x 0.525
        (
            "philippines-bohol-solar",
            "export.csv",
            "\n".join(f"2025-09-01 0{hour}:00,829.183" for hour in range(6)),
            "\n".join(f"2025-09-01 0{hour}:00,829.184" for hour in range(6)),
            {"EG 2025-08 dagohoy": "0.0189", "EG 2025-09 dagohoy": "-0.0189"},
        ),
        # 1 kW more for an hour: 0.001 MWh x 0.525
        (
            "philippines-cement-whr",
            "net-supply-2025.csv",
            "2025-07-01 00:00,5279.0",
            "2025-07-01 00:00,5280.0",
            {"EG_SUP 2025-07": "0.000525"},
        ),
        (
            "philippines-rooftop-solar",
            "roof-a.csv",
            "2025-04-01 06:00,52.9",
            "2025-04-01 06:00,53.9",
            {"EG 2025-04 roof-a": "0.000525"},
        ),
    ],
)
def test_a_changed_reading_is_found_in_its_month(
    example: str, file: str, before: str, after: str, expected: dict[str, str], tmp_path: Path
) -> None:
    """The difference lies in that month alone, to the last digit, and all parts make the whole."""
    changed = tmp_path / example
    shutil.copytree(EXAMPLES / example, changed)
    path = changed / "monitoring" / file
    text = path.read_text("utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, after), "utf-8")
    a, b = report_of(EXAMPLES / example), report_of(changed)
    found = compare(a, b)
    moved = {
        " ".join(word for word in (part.name, one.month, one.member) if word): one.tonnes
        for part in found.parts
        if part.cause != "rounding"
        for one in part.entries
    }
    assert moved == {place: Fraction(amount) for place, amount in expected.items()}
    assert {part.cause for part in found.parts} <= {"readings", "rounding"}
    low, high = found.reductions
    assert low is not None
    assert high is not None
    assert sum(moved.values(), Fraction(0)) == high - low
