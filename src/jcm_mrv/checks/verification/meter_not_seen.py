"""V378: meter without an on-site record."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V378",
    since="0.3.0",
    title="meter without an on-site record",
    why=(
        "A meter that nobody looked at may be another one, wired otherwise, or gone. The "
        "first verification asks for a visit."
    ),
    remedy=(
        "Write what was seen of each meter of the report. Where it could not be visited, "
        "raise a finding that says how it was verified instead, close it, and name it in the "
        "record of the meter."
    ),
    bad='serial_number = ""',
    good='serial_number = "SIM-2016-0417"',
    source=(
        "JCM validation and verification guideline, version 1, paragraph 84 (site visit at "
        "the first verification), as quoted in decisions of Joint Committees; the paragraph "
        "itself was not read."
    ),
)
