"""Worked numbers of waste heat recovery: ER = (EG_SUP - EC_CAP x 24 h/day x D) x 0.507."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cases.projects import amounts, calculate_text, credits_of, fixed, head, reductions_of

if TYPE_CHECKING:
    from pathlib import Path

MODULE = "waste-heat-recovery 1"
FACTORS = fixed("EC_CAP", "250", "kW") + fixed("EF_grid", "0.507", "tCO2/MWh")


def test_a_leap_year_has_366_days_of_auxiliary_use(tmp_path: Path) -> None:
    """250 kW over 2024 is 2,196 MWh, the capacity given in kW and the supply in MWh."""
    project = head(MODULE, "2024-01-01", "2024-12-31") + FACTORS
    project += amounts("EG_SUP", [("2024-01-01", "2024-12-31", "43000")], "MWh")

    outcome = calculate_text(tmp_path, project)

    # 0.25 x 24 x 366 = 2,196; (43,000 - 2,196) x 0.507 = 20,687.628
    assert reductions_of(outcome) == ["20687.628"]
    assert credits_of(outcome) == [20687]


def test_the_days_of_each_year_are_those_inside_the_period(tmp_path: Path) -> None:
    """A period over two half years counts 184 and 182 days."""
    project = head(MODULE, "2023-07-01", "2024-06-30") + FACTORS
    project += amounts(
        "EG_SUP",
        [("2023-07-01", "2023-12-31", "21000"), ("2024-01-01", "2024-06-30", "20500")],
        "MWh",
    )

    outcome = calculate_text(tmp_path, project)

    # (21,000 - 0.25 x 24 x 184) x 0.507 = 10,087.272; (20,500 - 0.25 x 24 x 182) x 0.507
    assert reductions_of(outcome) == ["10087.272", "9839.856"]
    assert credits_of(outcome) == [10087, 9839]
    assert outcome.document["totals"]["credits"] == 19926
