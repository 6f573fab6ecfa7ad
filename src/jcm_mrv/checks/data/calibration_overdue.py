"""D177: calibration interval longer than the plan."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="D177",
    since="0.2.0",
    title="calibration interval longer than the plan",
    why=(
        "The plan says how often a meter is calibrated, whatever a certificate allows. "
        "Regulators return reports whose calibrations lie further apart than the plan, even "
        "where each certificate is in order."
    ),
    remedy=(
        "Give the calibration in between, if there was one. Else tell the verifier why it was "
        "late; a change of the interval is a change of the plan. Where valid_until ends no "
        "later than the plan's interval, the days without a valid calibration are told and "
        "corrected by D117, and not told again."
    ),
    bad=(
        'calibration_interval = "2 years"\n'
        "calibrations = [\n"
        '  { date = 2014-03-01, certificate = "14-2" },\n'
        '  { date = 2017-02-01, certificate = "17-5" },\n'
        "]"
    ),
    good=(
        'calibration_interval = "2 years"\n'
        "calibrations = [\n"
        '  { date = 2014-03-01, certificate = "14-2" },\n'
        '  { date = 2016-02-20, certificate = "16-1" },\n'
        '  { date = 2018-02-10, certificate = "18-4" },\n'
        "]"
    ),
    source=(
        "Regulators of the CDM returned a report for it (cdm.unfccc.int, IRCheck "
        "1M7FLIJ0S92WVZ5); the JCM's own text was not read."
    ),
)
