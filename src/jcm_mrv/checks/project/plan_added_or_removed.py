"""P087: part of the plan added or removed."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P087",
    since="0.2.0",
    title="part of the plan added or removed",
    why=(
        "A roof, a monitored parameter or a fixed value that was not in the plan brings tonnes "
        "that nobody validated; one that is gone may hide those that cost credits."
    ),
    remedy=(
        "Restore it, or name the change: jcm-mrv lock --change. A meter that came or went is a "
        "warning, since meters are replaced; the rest is an error."
    ),
    bad='[[sets.system.member]]\nid = "roof-c"   # locked: roof-a, roof-b',
    good='jcm-mrv lock --change "Post-registration change no. 1: roof-c"',
    source=(
        "Declared policy (docs/adr/0014): what counts is an error, what is only written is a "
        "note; no JCM rule on it was read."
    ),
)
