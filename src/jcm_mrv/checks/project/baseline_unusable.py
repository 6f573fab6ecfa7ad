"""P095: the file of accepted findings is none."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P095",
    since="0.2.0",
    title="baseline unusable",
    why="A baseline says which findings were looked at and accepted. Without it, or with another "
    "file in its place, the check could not tell what is new, and might accept what nobody saw.",
    remedy="Name the file that jcm-mrv check --write-baseline wrote, or write it again and read "
    "the difference before it is committed.",
    bad="jcm-mrv check plant-a --baseline report.json",
    good="jcm-mrv check plant-a --baseline baseline.json",
)
