"""Findings with every difficulty at once, for the formats that machines read."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

from jcm_mrv.baseline import Known
from jcm_mrv.checks.check import Check
from jcm_mrv.findings import Effect, Finding, Place
from jcm_mrv.places.excerpt import Excerpt
from jcm_mrv.places.located import Located
from jcm_mrv.views.listing import Listing

SPAN = (datetime(2017, 6, 1), datetime(2017, 6, 2))


def check(code: str, title: str) -> Check:
    """Return the description of a code."""
    return Check(code, "0.1.0", title, "It matters.\nMuch.", "Mend it.", "a = 1", "a = 2")


CATALOGUE = (
    check("P012", "unknown unit"),
    check("M003", "unknown key"),
    check("D104", "gap in the readings"),
    check("D106", "reading that is not a number"),
    check("D112", "negative reading"),
    check("C205", "negative total"),
)
UNIT = Located(
    Finding(
        "P012",
        "error",
        Place("project.toml", "monitored.EC_IT.source[0].unit"),
        '"kwh" is not a unit; did you mean "kWh"?',
    ),
    "plant a/project.toml",
    Excerpt(18, 'unit = "kwh"', 7, 12),
)
CELL = Located(
    Finding(
        "D106",
        "error",
        Place("a,b:c%.csv", "kwh", 3),
        '"\x1b[31m|`<b>" is not a number\nat all, 100 %',
        meter="IT-1",
    ),
    "plant a/a,b:c%.csv",
    Excerpt(3, "1,\x1b[31m|`<b>,2", 2, 11),
)
GAP = Located(
    Finding(
        "D104",
        "warning",
        Place("project.toml", "monitored.EC_IT.source[0]"),
        "24 of 8,760 steps are missing",
        treatment="counted as nothing",
        effect=Effect(Fraction(-1, 3), "exact"),
        parameter="EC_IT",
        span=SPAN,
    ),
    "plant a/project.toml",
)
NOTE = Located(Finding("D112", "note", Place("command line", "--until"), "a note"), None)
GONE = Known(
    code="D199",
    parameter="EC_IT",
    meter=None,
    start="2017-01-01T00:00:00",
    end="2017-01-02T00:00:00",
    severity="warning",
    count=2,
    text="project.toml: it was there",
)
LISTING = Listing("plant a", (UNIT, CELL, GAP, NOTE), CATALOGUE)
SILENT = Listing("plant b", (), CATALOGUE)
REFUSED = Listing("plant c", (UNIT,), CATALOGUE, stages="", refused=True)
COMPARED = Listing("plant a", (GAP,), CATALOGUE, accepted=(GAP, CELL), gone=(GONE,))
