"""P015: parameter unknown to the methodology."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P015",
    since="0.1.0",
    title="parameter unknown to the methodology",
    why="A misspelt parameter would never enter an equation, and its readings would be left out.",
    remedy=(
        "Take the name that the message proposes; `jcm-mrv methodology show` lists them all. "
        "What the methodology computes is not given by the project."
    ),
    bad="[monitored.EC_TI]",
    good="[monitored.EC_IT]",
)
