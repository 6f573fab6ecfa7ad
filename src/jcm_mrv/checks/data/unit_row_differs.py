"""D134: the unit row says another unit."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="D134",
    since="0.2.0",
    title="the unit row says another unit",
    why=(
        "A file that names its own units is the nearest witness of what its numbers are. Where "
        "it says MWh and the project kWh, the result is wrong by a factor of 1,000."
    ),
    remedy=(
        "Look at the logger's settings, and correct the unit of the source or the export. A "
        "spelling that is not in the list of units is only a note, and was not compared; an "
        "empty cell of the unit row claims nothing."
    ),
    bad='unit = "kWh"\nunit_row = true\ntime,energy\n,MWh\n2017-03-01 00:00,1.2',
    good='unit = "MWh"\nunit_row = true\ntime,energy\n,MWh\n2017-03-01 00:00,1.2',
)
