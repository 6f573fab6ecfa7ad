"""V346: compared with another lock."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V346",
    since="0.3.0",
    title="compared with another lock",
    why=(
        "The report says which lock its project was compared with, by digest. It is not the one "
        "that is here, so that another plan may have been agreed with it; or it is missing."
    ),
    remedy=("Hand in the lock that the report names, and find out why there are two."),
    bad="a lock made anew in December, after drift in May",
    good="the lock of the validation, extended by named changes",
)
