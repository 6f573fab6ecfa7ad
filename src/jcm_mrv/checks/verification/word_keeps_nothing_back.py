"""V386: word keeps nothing back."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V386",
    since="0.3.0",
    title="word keeps nothing back",
    why=(
        "A word that marks no place of the report may be meant for something else, which then "
        "is shown."
    ),
    remedy="Remove the word, or look at the table of words for the one that is meant.",
    bad='confidential = ["events"], and no [[events]]',
    good='confidential = ["meters"]',
)
