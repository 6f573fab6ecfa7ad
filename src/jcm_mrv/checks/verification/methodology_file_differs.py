"""V322: methodology file differs, its rules do not."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V322",
    since="0.3.0",
    title="methodology file differs, its rules do not",
    why=(
        "Comments, titles or sources of the methodology file differ between the participant's "
        "copy and the verifier's. No number can differ by that."
    ),
    remedy=("Nothing has to be done; compare the two files if their words matter to you."),
    bad="a corrected title in a later 1.0.1 of the module",
    good="the same file on both sides",
)
