"""P082: meter differs from the lock."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P082",
    since="0.2.0",
    title="meter differs from the lock",
    why=(
        "A meter that is less exact than the plan says, another instrument under the same name, "
        "or other transformers behind it is a classic reason to return a monitoring report: its "
        "certificates, its error and its multiplier are not those that were validated."
    ),
    remedy=(
        "Correct what is written, or give a replaced meter a name and a source of its own "
        "(docs/how-to/replaced-meter.md) and name the change: jcm-mrv lock --change. A better "
        "class and facts that the plan left open are notes."
    ),
    bad='locked: class = "0.5S"\n[[meters]]\nid = "PDU-A"\nclass = "1"',
    good='[[meters]]\nid = "PDU-A"\nclass = "0.5S"',
    source=(
        "CDM secretariat returns for a meter class that differs from the plan (facts of the "
        "CDM, the nearest public record). Severities: docs/adr/0014."
    ),
)
