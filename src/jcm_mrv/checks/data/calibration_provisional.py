"""D173: provisional calibration."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="D173",
    since="0.2.0",
    title="provisional calibration",
    why=(
        "A calibration proves a meter on its own day. Whether it still measured well at the end "
        "of the period, only the next one can show: where that finds a larger error than "
        "permitted, the readings since are corrected by it (as_found). Until it is made, the "
        "result may still change, and a verifier's opinion may depend on it."
    ),
    remedy=(
        "Nothing, if the next calibration is not due yet. When it is made, add it with the "
        "error that it found, and calculate again."
    ),
    bad=(
        'calibrations = [ { date = 2024-05-02, valid_until = 2026-05-01, certificate = "24-7" } ]\n'
        "# a period that ends on 2025-12-31"
    ),
    good=(
        "calibrations = [\n"
        '  { date = 2024-05-02, valid_until = 2026-05-01, certificate = "24-7" },\n'
        '  { date = 2026-04-20, valid_until = 2028-04-19, certificate = "26-3",\n'
        '    as_found = { value = 0.2, unit = "%" } },\n'
        "]"
    ),
    source=(
        "After the rule on delayed calibrations of the CDM validation and verification "
        "standard, in which the later calibration decides on the correction; the JCM's own text "
        "was not read. That it is a note is declared."
    ),
)
