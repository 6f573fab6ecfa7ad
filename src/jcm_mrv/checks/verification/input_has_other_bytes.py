"""V315: input has other bytes."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V315",
    since="0.3.0",
    title="input has other bytes",
    why=(
        "The report was made from a file with another content than this one: the file was changed "
        "since, replaced, or swapped with another. What follows shows which month differs and by "
        "how many tonnes."
    ),
    remedy=(
        "Ask which of the two files is right. If the data were corrected, the report has to be "
        "made and signed again."
    ),
    bad="a reading of May typed over after the report was signed",
    good="the file as it was when the report was made",
)
