"""V369: methodology in a bundle differs from the own copy."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V369",
    since="0.3.0",
    title="methodology in a bundle differs from the own copy",
    why=(
        "The bundle holds the module as its maker had it, to be read. It is never used: the "
        "result is computed by the verifier's own copy. A difference in words alone changes "
        "no tonne; one in the rules shows in the result."
    ),
    remedy=("Compare the two files; trust your own."),
    bad="data/methodology/…/methodology.toml with a default value of 0.5",
    good="the file as it lies in your library",
)
