"""P064: parameter monitored twice."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P064",
    since="0.1.0",
    title="parameter monitored twice",
    why=(
        "Two tables of one parameter, or of one member, leave open whether they add up or one "
        "replaces the other."
    ),
    remedy=(
        "Put all sources and amounts into one table. Sources at the same time add up; those "
        "with `from` and `until` apart follow each other."
    ),
    bad=("[[monitored.EC_IT]]\npoint = 1\n[[monitored.EC_IT]]\npoint = 2"),
    good=("[monitored.EC_IT]\npoint = 1\n[[monitored.EC_IT.source]]\n[[monitored.EC_IT.source]]"),
)
