"""V379: no positive opinion."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V379",
    since="0.3.0",
    title="no positive opinion",
    why=(
        "A positive opinion says that every item is closed, that the sample was traced, that "
        "the numbers were computed again and came out the same, and that what is still "
        "misstated is not material. Something of this does not hold."
    ),
    remedy=(
        "The message tells which. Close the item or the request, trace the reading, give "
        "--inputs and --keys for a verdict, or wait for the calibration that is still to "
        "come. Until then the opinion is negative, and can be signed as such."
    ),
    bad="closed = false   (CAR-1)",
    good="closed = true   (CAR-1, with its conclusion)",
    source=(
        "Materiality and levels of assurance are sections of the JCM guideline whose numbers "
        "were not read: the verifier types them."
    ),
)
