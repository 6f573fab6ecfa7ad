"""V303: bad signature."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V303",
    since="0.3.0",
    title="bad signature",
    why=(
        "A signature claims a key that was given, and that key did not make it; or it was "
        "made by a given key and claims another. Either the statement was changed after it "
        "was signed, or somebody signed in another's name."
    ),
    remedy=(
        "Do not use the report. Ask the participant, by a way other than the one that the "
        "files came by, for the report and its envelope, and for the fingerprint of the key."
    ),
    bad="a digit of the statement changed after it was signed",
    good="the report and its envelope as they were signed",
)
