"""P016: meter error without a unit."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P016",
    since="0.1.0",
    title="meter error without a unit",
    why=(
        "A maximum permissible error of 0.5 may mean 0.5 % or a half. After a lapsed "
        "calibration every reading is corrected by it, so the difference is a factor of 100."
    ),
    remedy=(
        "Write it as a table with its unit and where it was read; in meters.csv, name the "
        "column `mpe [%]`."
    ),
    bad="mpe = 0.5",
    good='mpe = { value = 0.5, unit = "%", source = "certificate 2017-118" }',
)
