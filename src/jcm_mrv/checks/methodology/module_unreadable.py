"""M001: methodology that cannot be read."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="M001",
    since="0.1.0",
    title="methodology that cannot be read",
    why=(
        "A report is re-run from the verifier's own copy of the methodology. A module that "
        "lies in another place than the others, is there twice, or is a link to elsewhere is "
        "not one that a verifier can be sure to have."
    ),
    remedy=(
        "Lay each module in ID/MAJOR/methodology.toml below the folder of methodologies, as a"
        " regular file that you may read, with its cases.toml beside it."
    ),
    bad="methodologies/led-lighting/methodology.toml",
    good="methodologies/led-lighting/1/methodology.toml",
)
