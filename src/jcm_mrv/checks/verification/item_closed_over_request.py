"""V372: item closed over an open request."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V372",
    since="0.3.0",
    title="item closed over an open request",
    why=(
        "At each item of the checklist a verifier says that no corrective action request "
        "(CAR) and no clarification request (CL) remains. An item that is closed over an open "
        "one says two things at once."
    ),
    remedy=(
        "Close the request, with the conclusion that settles it; or leave the item open, and "
        "the opinion is negative until then. A forward action request (FAR) may stay open."
    ),
    bad="closed = true   (in [checklist.data], while CAR-1 of the item data is open)",
    good="closed = false",
    source=(
        'The boxes "No CAR or CL remaining" of the JCM validation report form, A.3; the '
        "overall opinion is positive only where all are ticked. The verification guideline "
        "itself was not read."
    ),
)
