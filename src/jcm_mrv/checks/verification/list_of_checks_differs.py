"""V342: list of checks differs."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V342",
    since="0.3.0",
    title="list of checks differs",
    why=(
        "A report lists the checks of the version that made it, so that later versions can verify "
        "it by the same ones. A check that is left off the list, though that version had it, "
        "would hide what it finds; it is carried out all the same."
    ),
    remedy=("Ask for the report that jcm-mrv wrote."),
    bad="a list without D104 from version 0.3.0, which has D104",
    good="the whole list of that version",
)
