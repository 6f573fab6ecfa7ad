"""V302: envelope cannot be read."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V302",
    since="0.3.0",
    title="envelope cannot be read",
    why=(
        "An envelope that is cut short, carries further keys, names a key twice, has no "
        "signatures or is written in another form than the canonical one is not what a signer "
        "wrote. To read it leniently would let two programs read two things in it."
    ),
    remedy=(
        "Ask for the file as it was signed; compare its digest with the one that the sender "
        "computes. An envelope is never edited by hand: jcm-mrv sign adds a signature to it."
    ),
    bad="an editor that set the JSON over several lines",
    good="the bytes that jcm-mrv sign wrote",
    source="DSSE v1.0.2; the limits are this program's own",
)
