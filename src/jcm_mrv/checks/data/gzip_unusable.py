"""D126: gzip file that cannot be unpacked."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="D126",
    since="0.1.0",
    title="gzip file that cannot be unpacked",
    why=(
        "A packed file that is cut off would give a part of a year. One that unpacks to more "
        "than 2 GB, or to 200 times its size, is not a file of readings but a trap, or a "
        "fault."
    ),
    remedy=(
        "Copy the file again from its source, or pack it again; split one that is too large "
        "by month."
    ),
    bad="monitoring/2017.csv.gz, of which the last part of the copy is missing",
    good="monitoring/2017.csv.gz, for which gzip --test says nothing",
)
