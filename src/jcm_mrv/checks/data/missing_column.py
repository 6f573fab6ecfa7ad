"""D105: missing column."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="D105",
    since="0.1.0",
    title="missing column",
    why=(
        "A logger that was set up anew often names its columns anew. A column that is guessed "
        "may be another meter."
    ),
    remedy=(
        "Write time, columns, where and member_column exactly as in the header of the file, "
        "capitals and spaces included. Where files differ, give each group of files a source "
        "of its own. A name that occurs twice in a header is named by the letters of its "
        "column, such as $C."
    ),
    bad=('columns = ["Energy"]\ntimestamp,energy_kwh'),
    good=('columns = ["energy_kwh"]\ntimestamp,energy_kwh'),
)
