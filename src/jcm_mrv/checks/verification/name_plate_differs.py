"""V374: name plate differs from the report."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V374",
    since="0.3.0",
    title="name plate differs from the report",
    why=(
        "A serial number ties the readings to the meter that was calibrated, and the ratios "
        "of its transformers are factors of every reading: a plate of 200/5 read as 100/5 "
        "halves the energy."
    ),
    remedy=(
        "Look again, at the plate and at the certificate. Where the report is wrong, raise a "
        "CAR and have the report made again; where the difference is explained, close the "
        "finding and name it in the record of the meter."
    ),
    bad="ct = 40   (the report: 20)",
    good="ct = 20",
)
