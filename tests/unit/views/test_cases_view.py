"""What became of worked cases, a line each."""

from __future__ import annotations

from jcm_mrv.findings import Finding, Place
from jcm_mrv.methodology.cases import CaseReport, CaseResult
from jcm_mrv.views.cases import render_case_reports
from jcm_mrv.views.surface import Surface

FAULT = Finding("M020", "error", Place("cases.toml", "case[0].expect.ER"), "ER is 1 (expected 2)")


def test_failures_stand_beside_what_passed() -> None:
    """A case fails alone; what no case is to blame for fails the cases as a whole."""
    passed = CaseReport("a 1.0.0", (CaseResult("A year", ()),), ())
    failed = CaseReport("b 1.0.0", (CaseResult("x", ()), CaseResult("y", (FAULT,))), (FAULT,))
    assert render_case_reports([passed, failed], Surface()) == (
        "a 1.0.0\n"
        "  passed  A year\n"
        "b 1.0.0\n"
        "  passed  x\n"
        "  FAILED  y\n"
        "  FAILED  the cases as a whole\n"
        "\n"
        "3 cases; 1 of 2 methodologies failed\n"
    )
