"""The methodology in a bundle."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from jcm_mrv.bundle.faults import BundleFault
from jcm_mrv.bundle.methodology import compare_methodology, gather_methodology
from jcm_mrv.bundle.reading import Bundle
from jcm_mrv.library import read_library

ROOT = Path(__file__).parents[3]
MODULE = ROOT / "methodologies" / "rooftop-solar" / "1"
LIBRARY = read_library()
RULES = LIBRARY.find("rooftop-solar 1").rules_sha256
PATH = "data/methodology/rooftop-solar/1/methodology.toml"


def test_the_module_and_its_cases_are_gathered() -> None:
    """Both files as they lie in the library, byte for byte."""
    parts = gather_methodology(LIBRARY, "rooftop-solar", "1.0.0", RULES)
    assert {part.path: part.content for part in parts} == {
        PATH: (MODULE / "methodology.toml").read_bytes(),
        "data/methodology/rooftop-solar/1/cases.toml": (MODULE / "cases.toml").read_bytes(),
    }


@pytest.mark.parametrize(
    ("identifier", "rules"), [("rooftop-solar", "0" * 64), ("unknown", RULES), ("../x", RULES)]
)
def test_other_rules_are_refused(identifier: str, rules: str) -> None:
    """A bundle shows the rules of its report, or is not written."""
    with pytest.raises(BundleFault, match="V368"):
        gather_methodology(LIBRARY, identifier, "1.0.0", rules)


def test_a_copy_that_differs_is_noted() -> None:
    """The verifier's own copy counts; a note says that the bundle shows another."""

    def notes(digest: str, path: str = PATH) -> list[str]:
        bundle = Bundle(Path(), "x.zip", {path: digest}, ())
        found = compare_methodology(bundle, LIBRARY)
        return [f"{one.severity} {one.code}" for one in found]

    own = sha256((MODULE / "methodology.toml").read_bytes()).hexdigest()
    assert notes(own) == []
    assert notes("0" * 64) == ["note V369"]
    assert notes("0" * 64, path="data/x") == []
    assert notes("0" * 64, path=PATH.replace("solar", "lunar")) == []
