"""D174: removed meter without a final test."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="D174",
    since="0.2.0",
    title="removed meter without a final test",
    why=(
        "A meter that was taken away can never be calibrated in its place again. Without a test "
        "on or after its last day, nobody can tell with which error it measured since its last "
        "calibration, and the question comes when the meter is scrapped. A meter counts as "
        "removed by its key removed, or where its sources end with until and those of another "
        "meter follow."
    ),
    remedy=(
        "Have the removed meter tested, and add the test to its calibrations with as_found. If "
        "that is no longer possible, say so in the report, and expect the verifier to ask for a "
        "correction."
    ),
    bad=(
        "[[meters]]\n"
        'id = "OLD"\n'
        "removed = 2024-06-15\n"
        'calibrations = [ { date = 2023-06-01, certificate = "C-1" } ]'
    ),
    good=(
        "[[meters]]\n"
        'id = "OLD"\n'
        "removed = 2024-06-15\n"
        "calibrations = [\n"
        '  { date = 2023-06-01, certificate = "C-1" },\n'
        '  { date = 2024-06-20, certificate = "C-3", as_found = { value = 0.1, unit = "%" } },\n'
        "]"
    ),
    source=(
        "Declared: no rule of the JCM was read. It follows from the correction by the error of "
        "the later calibration (D117)."
    ),
)
