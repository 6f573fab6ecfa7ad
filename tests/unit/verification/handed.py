"""Reports as they are handed in: the example in Laos and a set of roofs, whole or edited.

The numbers of the Lao example, by hand (MWh; tCO2/MWh): RE = EC_IT * 1.8 * 0.5546 and
PE = EC_DC * 0.5546, so that one MWh more of EC_IT moves ER by 1.8 * 0.5546 = 0.99828 t, and one
of EC_DC by -0.5546 t.
"""

from __future__ import annotations

import json
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jcm_mrv import __version__
from jcm_mrv.canonical import canonical
from jcm_mrv.checks.catalogue import read_catalogue
from jcm_mrv.run import recompute
from jcm_mrv.verification.case import Case
from jcm_mrv.verification.judging import judge_report
from jcm_mrv.verification.versions import read_knowledge

if TYPE_CHECKING:
    from jcm_mrv.verification.judging import Judged

ROOT = Path(__file__).parents[3]
LAO = ROOT / "examples" / "lao-data-center"
ROOFS = ROOT / "examples" / "philippines-rooftop-solar"
GAP = ROOT / "tests" / "cli" / "projects" / "gap"
ONE_MWH_OF_IT = Fraction("0.99828")


@cache
def report_of(project: Path) -> bytes:
    """Return the canonical bytes of a project's report."""
    return canonical(recompute(project).document)


def read(project: Path = LAO) -> dict[str, Any]:
    """Return a report that may be edited."""
    document: dict[str, Any] = json.loads(report_of(project))
    return document


def place(document: dict[str, Any], section: str, **names: Any) -> int:
    """Return where the one entry of a section is that has these names."""
    found = [
        index
        for index, entry in enumerate(document[section])
        if all(entry.get(key) == value for key, value in names.items())
    ]
    assert len(found) == 1
    return found[0]


def entry(document: dict[str, Any], section: str, **names: Any) -> dict[str, Any]:
    """Return the one entry of a section that has these names."""
    found: dict[str, Any] = document[section][place(document, section, **names)]
    return found


def judge(
    document: dict[str, Any],
    project: Path | None = LAO,
    *,
    well_formed: bool = True,
    **changes: Any,
) -> Judged:
    """Judge an edited report against the recomputation of its project."""
    knowledge = read_knowledge(document, read_catalogue(), __version__)
    expected = None if project is None else read(project)
    given: dict[str, Any] = {
        "document": document,
        "well_formed": well_formed,
        "expected": expected,
        "reasons": (),
        "aside": (),
        "plan": (),
        "knowledge": knowledge,
    }
    return judge_report(Case(**{**given, **changes}))


def codes(judged: Judged) -> dict[int, list[str]]:
    """Return the codes of each step that found something."""
    return {
        step: [one.code for one in findings]
        for step, findings in judged.findings.items()
        if findings
    }
