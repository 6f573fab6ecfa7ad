"""P020: methodology unknown."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P020",
    since="0.1.0",
    title="methodology unknown",
    why="The equations come from the methodology that the project names, and from nowhere else.",
    remedy=(
        "Take a number or an id from `jcm-mrv methodology list`. A module that is not built "
        "in is found with --methodologies FOLDER."
    ),
    bad='methodology = "LA_AM010 ver1.0"',
    good='methodology = "LA_AM001 ver1.0"',
)
