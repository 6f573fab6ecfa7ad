"""M018: two modules with one id, or one JCM number."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="M018",
    since="0.1.0",
    title="two modules with one id, or one JCM number",
    why=(
        "If one could stand in for the other, a folder beside the program would change the "
        "rules of every project that names it, and nobody would see it."
    ),
    remedy=(
        "Give your own module an id of its own, and leave to it only the numbers that no "
        "other carries out."
    ),
    bad="my-folder/rooftop-solar/1 beside the built-in rooftop-solar/1",
    good="my-folder/floating-solar/1",
)
