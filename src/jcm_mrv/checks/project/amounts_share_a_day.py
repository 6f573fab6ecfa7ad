"""P060: stated amounts share a day."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P060",
    since="0.1.0",
    title="stated amounts share a day",
    why=(
        "A day that is in two invoices is counted twice, or the dates are days on which the "
        "meter was read: then the last day of one is the first of the next, and belongs to "
        "one of them only."
    ),
    remedy=(
        'Where the dates are reading days, write dates = "readings". Where they are not, '
        "correct them; add two accounts of one time into one amount."
    ),
    bad=("start = 2017-03-01, end = 2017-03-31\nstart = 2017-03-31, end = 2017-04-30"),
    good='the same dates, each with dates = "readings"',
)
