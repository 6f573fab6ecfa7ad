"""P052: calibration of a meter unknown."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P052",
    since="0.1.0",
    title="calibration of a meter unknown",
    why=(
        "Verifiers return reports that leave calibration dates open. Without them nobody can "
        "tell whether readings need a correction for a lapsed calibration."
    ),
    remedy=(
        "Name the meter of each measured source, and give its calibrations with date, "
        "valid_until and certificate."
    ),
    bad=('option = "C"\n# no meter'),
    good=(
        'option = "C"\n'
        'meter = "PDU-A"\n'
        "calibrations = [ { date = 2017-02-01, valid_until = 2019-01-31, certificate = "
        '"2017-118" } ]'
    ),
    source=(
        "Requests for issuance under the CDM returned for missing calibration dates "
        "(cdm.unfccc.int, IRCheck L2CZ8J9N70KRVIO); the JCM's own text was not read."
    ),
)
