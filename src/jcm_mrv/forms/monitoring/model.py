"""What a verification of a workbook finds: steps, cells that differ, and the verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from jcm_mrv.readings.workbook.cells import cell_name, quote_sheet
from jcm_mrv.verification.model import Step, decide

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from jcm_mrv.findings import Finding
    from jcm_mrv.verification.model import Mark, Verdict

SCHEMA = "jcm-mrv/workbook-verification/1"

FORM, METHODOLOGY, FIXED, FORMULAS, VALUES, INPUTS = range(1, 7)
TITLES = {
    FORM: "Form of the workbook",
    METHODOLOGY: "Methodology, by the own copy",
    FIXED: "Cells that are fixed",
    FORMULAS: "Formulas",
    VALUES: "Values of the formulas",
    INPUTS: "Inputs against the readings",
}

Kind = Literal["form", "typed", "formula", "value", "fixed", "unsaved", "input"]
CODES: dict[Kind, str] = {
    "form": "V397",
    "typed": "V394",
    "formula": "V395",
    "value": "V396",
    "fixed": "V397",
    "unsaved": "V398",
    "input": "V399",
}
STEPS: dict[Kind, int] = {
    "form": FORM,
    "typed": FORMULAS,
    "formula": FORMULAS,
    "value": VALUES,
    "fixed": FIXED,
    "unsaved": VALUES,
    "input": INPUTS,
}


@dataclass(frozen=True, slots=True)
class CellDifference:
    """Hold one cell that is not what it should be.

    Args:
        kind: what is wrong with it.
        sheet: on which it stands.
        row: from 0; None where the whole sheet is meant.
        column: from 0.
        name: what the cell is for, in words.
        found: what it holds, as text; None where it holds nothing.
        expected: what it should hold.
        unit: of both, where they are quantities.
        root: no cell that it is computed from differs.
        tonnes: what it alone moves of the emission reductions, or of the credits; None where
            that is nothing that can be told [tCO2e].
    """

    kind: Kind
    sheet: str
    row: int | None
    column: int
    name: str
    found: str | None
    expected: str | None
    unit: str = ""
    root: bool = True
    tonnes: Fraction | None = None

    @property
    def cell(self) -> str:
        """Return the name of the cell, such as ``'MRS(input)'!E7``."""
        if self.row is None:
            return quote_sheet(self.sheet)
        return cell_name(self.sheet, self.column, self.row + 1)


@dataclass(frozen=True, slots=True)
class BookVerification:
    """Hold the whole outcome.

    Args:
        verdict: the answer.
        sha256: digest of the workbook's bytes.
        methodology: the own copy of it, in words; empty where there is none.
        steps: every step that was asked for, in order.
        differences: cells, causes first, in the order of the calculation.
        with_inputs: the inputs were compared with readings.
        software: version of this program.
    """

    verdict: Verdict
    sha256: str
    methodology: str
    steps: tuple[Step, ...]
    differences: tuple[CellDifference, ...]
    with_inputs: bool
    software: str

    @property
    def first(self) -> CellDifference | None:
        """Return the first cell that differs."""
        return next(iter(self.differences), None)


def make_step(
    number: int, findings: Sequence[Finding], said: str, more: int = 0, *, carried_out: bool = True
) -> Step:
    """Return a step; errors differ, warnings leave it undecided, notes change nothing."""
    severities = {one.severity for one in findings}
    mark: Mark = "held" if carried_out else "unknown"
    if "error" in severities:
        mark = "differs"
    elif "warning" in severities:
        mark = "unknown"
    return Step(number, TITLES[number], mark, said, tuple(findings), more)


def conclude(
    steps: Sequence[Step],
    differences: Sequence[CellDifference],
    *,
    sha256: str,
    methodology: str,
    with_inputs: bool,
    software: str,
) -> BookVerification:
    """Return the outcome, with the verdict that its steps give."""
    told = tuple(steps)
    return BookVerification(
        decide(told), sha256, methodology, told, tuple(differences), with_inputs, software
    )
