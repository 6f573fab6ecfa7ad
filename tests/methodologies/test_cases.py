"""Every module of the library passes its own cases, one test a case."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from jcm_mrv.library import read_library
from jcm_mrv.methodology.cases import CaseReport, CaseResult, run_cases

if TYPE_CHECKING:
    from jcm_mrv.methodology.model import Methodology

LIBRARY = read_library()


@cache
def reports() -> tuple[CaseReport, ...]:
    """Run the cases of every module once."""
    modules = LIBRARY.modules()
    return tuple(run_cases(module, LIBRARY.read_cases(module)) for module in modules)


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=f"{report.methodology}: {case.name}")
        for report in reports()
        for case in report.cases
    ],
)
def test_case(case: CaseResult) -> None:
    """The expected values are exact, the reasons make them, the sides hold."""
    assert [finding.line() for finding in case.findings] == []


@pytest.mark.parametrize("report", reports(), ids=lambda report: report.methodology)
def test_cases_cover_the_methodology(report: CaseReport) -> None:
    """Every arm of every formula is reached, and the side of every parameter is tested."""
    assert [finding.line() for finding in report.others] == []
    assert len(report.cases) >= 4


@pytest.mark.parametrize("module", LIBRARY.modules(), ids=lambda module: module.reference)
def test_no_number_is_shipped_without_an_approved_text(module: Methodology) -> None:
    """None of the approved texts was read: the modules have no default, and say reconstructed."""
    assert module.fidelity == "reconstructed"
    assert [p.name for p in module.parameters.values() if p.kind == "default"] == []
    assert {one.read for one in module.approved} <= {"page", "list"}
