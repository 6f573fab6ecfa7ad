"""V316: list of inputs differs."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V316",
    since="0.3.0",
    title="list of inputs differs",
    why=(
        "The project reads a file that the report does not list, or the report lists one that the "
        "project does not read, or tells other sizes or rows of it. A file beside those that are "
        "listed would move the result unseen."
    ),
    remedy=(
        "Take away what does not belong to the report, or have the report made again from all the "
        "files."
    ),
    bad="monitoring/2017-13.csv, which the pattern monitoring/*.csv takes in",
    good="the files that the report lists, and no others",
)
