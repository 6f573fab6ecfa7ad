"""P003: unknown key."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P003",
    since="0.1.0",
    title="unknown key",
    why=(
        "A misspelt key that is passed over would leave its setting at the default, in "
        "silence: an `until` that is not seen moves tonnes."
    ),
    remedy=(
        "Take the spelling that the message proposes, or remove the key. Under [fixed] and "
        "[monitored] one more key may name a member of a set."
    ),
    bad=('[[monitored.EG.source]]\nencodign = "utf-16"'),
    good=('[[monitored.EG.source]]\nencoding = "utf-16"'),
)
