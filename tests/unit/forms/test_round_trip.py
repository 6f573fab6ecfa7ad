"""A workbook that says what an example says gives the example's vintages and credits."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.unit.forms.person import Person, copy_example

from jcm_mrv.cli.start import render_from_workbook
from jcm_mrv.cli.writing import write_new_files
from jcm_mrv.run import calculate

if TYPE_CHECKING:
    from jcm_mrv.run import Outcome

EXAMPLES = Path(__file__).parents[3] / "examples"


def make(person: Person, folder: Path) -> Outcome:
    """Save a workbook, make a project of it, and calculate that."""
    files, _ = render_from_workbook(folder, person.save(), [])
    write_new_files(folder, files)
    return calculate(folder)


def result(outcome: Outcome) -> dict[str, Any]:
    """Return what a report says of the numbers."""
    document = outcome.document
    return {key: document[key] for key in ("vintages", "totals", "equations", "readings")}


@pytest.mark.parametrize(
    ("example", "reference"),
    [
        ("lao-data-center", "LA_AM001 ver1.0"),
        ("philippines-rooftop-solar", "PH_AM002 ver1.0"),
        ("philippines-cement-whr", "waste-heat-recovery 1"),
    ],
)
def test_an_example_by_workbook_gives_the_same_result(
    example: str, reference: str, tmp_path: Path
) -> None:
    """Vintages, totals, equations and sums of readings are those of the example itself."""
    person = Person(tmp_path / "plant.xlsx", reference)
    copy_example(EXAMPLES / example, person)
    if example == "philippines-cement-whr":
        for start, end, amount, number in (
            ("2025-07-01", "2025-12-31", 22639200, "2025-2"),
            ("2026-01-01", "2026-06-30", 19995100, "2026-1"),
        ):
            cells = {
                "Parameter": "EG_SUP",
                "From": start,
                "Until": end,
                "Amount": amount,
                "Unit": "kWh",
                "Evidence": f"invoice SIM-INV-{number} (simulated)",
                "Use": "compare",
            }
            person.row("Invoices", cells)
    outcome = make(person, tmp_path / "project")
    original = calculate(EXAMPLES / example)
    assert result(outcome) == result(original)
    assert outcome.document["totals"]["credits"] is not None
    found = [(finding.code, finding.severity, finding.message) for finding in outcome.findings]
    there = [(finding.code, finding.severity, finding.message) for finding in original.findings]
    assert found == there
