"""V314: input is missing."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V314",
    since="0.3.0",
    title="input is missing",
    why=(
        "A report can only be recomputed from the very files that it lists. What is not there "
        "cannot be compared, and a report is never taken on trust."
    ),
    remedy=(
        "Ask for the file that is named, and put it where the report says, below the folder of "
        "--inputs. Rows of a query are handed in as the file that they were frozen to."
    ),
    bad="monitoring/2017-05.csv left out of an e-mail",
    good="all the files that the report lists, in one folder",
)
