"""P005: wrong type or value."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P005",
    since="0.1.0",
    title="wrong type or value",
    why=(
        "A number in quotes, a date as text or a word that is not on a list could be taken in "
        "more than one way. Nothing is guessed."
    ),
    remedy=(
        "Write what the message expects: numbers and dates without quotes, texts in quotes, "
        "lists in [ ], tables in { }."
    ),
    bad=('value = "1.8"\nstart = "2017-03-01"'),
    good=("value = 1.8\nstart = 2017-03-01"),
)
