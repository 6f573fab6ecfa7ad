"""Gathering the checks: a code stands once, and in the folder of its stage."""

from __future__ import annotations

from types import ModuleType

import pytest

from jcm_mrv.checks import catalogue
from jcm_mrv.checks.check import Check


def check_of(code: str) -> Check:
    """Return a check with a code."""
    return Check(code, "0.1.0", "title", "why", "remedy", "bad", "good")


def gather(monkeypatch: pytest.MonkeyPatch, **codes: str) -> tuple[Check, ...]:
    """Gather a catalogue of one stage, from modules by their names."""
    modules = {f"jcm_mrv.checks.data.{name}": check_of(code) for name, code in codes.items()}
    package = ModuleType("jcm_mrv.checks.data")
    package.__path__ = ["nowhere"]

    class Found:
        def __init__(self, name: str) -> None:
            self.name = name

    def fake_import(name: str) -> object:
        if name == package.__name__:
            return package
        module = ModuleType(name)
        if name in modules:
            module.CHECK = modules[name]  # type: ignore[attr-defined]
        return module

    monkeypatch.setattr(catalogue, "STAGES", {"D": "data"})
    monkeypatch.setattr(catalogue, "import_module", fake_import)
    names = [*codes, "shared"]
    monkeypatch.setattr(catalogue, "iter_modules", lambda _: [Found(name) for name in names])
    return catalogue.read_catalogue.__wrapped__()


def test_checks_come_in_the_order_of_their_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The order of files says nothing; a module without a check is what others share."""
    checks = gather(monkeypatch, alpha="D200", beta="D100")
    assert [check.code for check in checks] == ["D100", "D200"]


def test_a_code_that_is_taken_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two faults never share a code."""
    with pytest.raises(ValueError, match=r"^jcm_mrv\.checks\.data\.beta: D100 is taken$"):
        gather(monkeypatch, alpha="D100", beta="D100")


def test_a_code_of_another_stage_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first letter and the folder agree."""
    expected = r"^jcm_mrv\.checks\.data\.alpha: P100 is not a code of the stage data$"
    with pytest.raises(ValueError, match=expected):
        gather(monkeypatch, alpha="P100")
