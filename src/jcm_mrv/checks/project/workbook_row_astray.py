"""P093: row of the workbook that belongs to nothing."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P093",
    since="0.2.0",
    title="row of the workbook that belongs to nothing",
    why=(
        "A row that names a meter, a member or a parameter that is not there, or one that is "
        "there twice, would be lost in silence, or count in the wrong place."
    ),
    remedy=(
        "Write the name as it stands on the sheet that lists it (Meters, Members, Monitoring), "
        "add it there, or delete the row."
    ),
    bad=("Meters         Meter: IT-1\nCalibrations   Meter: IT1"),
    good=("Meters         Meter: IT-1\nCalibrations   Meter: IT-1"),
)
