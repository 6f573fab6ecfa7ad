"""A new methodology loads and passes before anything is changed in it."""

from __future__ import annotations

import pytest

from jcm_mrv.methodology.cases import run_cases
from jcm_mrv.methodology.loading import parse_methodology
from jcm_mrv.methodology.scaffold import scaffold_methodology


def test_what_is_written_loads_and_passes() -> None:
    """The folder is named by id and major, its methodology loads, its case passes."""
    files = scaffold_methodology("led-lighting")
    assert list(files) == ["led-lighting/1/methodology.toml", "led-lighting/1/cases.toml"]
    new = parse_methodology(
        files["led-lighting/1/methodology.toml"],
        file="led-lighting/1/methodology.toml",
        origin="tests",
        folder=("led-lighting", "1"),
    )
    report = run_cases(new, files["led-lighting/1/cases.toml"])
    assert [finding.line() for finding in report.findings] == []
    assert len(report.cases) == 1


@pytest.mark.parametrize("identifier", ["LED", "led lighting", "../led", "", "1st", "a" * 65])
def test_what_is_no_id_is_refused(identifier: str) -> None:
    """An id names a folder: it is made of small letters, digits and -."""
    with pytest.raises(ValueError, match="is not an id: small letters, digits and -") as refusal:
        scaffold_methodology(identifier)
    assert str(refusal.value) == (
        f'"{identifier[:64]}" is not an id: small letters, digits and -, as in led-lighting'
    )
