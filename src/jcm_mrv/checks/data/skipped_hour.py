"""D121: stamp in the hour that the clocks skip."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="D121",
    since="0.1.0",
    title="stamp in the hour that the clocks skip",
    why=(
        "When summer time begins, local clocks jump over an hour. A stamp inside of it shows "
        "that the logger does not follow them, so that its other stamps are off by an hour "
        "for half a year."
    ),
    remedy=(
        'Declare the logger\'s own offset, such as clock = "-06:00"; or export stamps with '
        "their offset."
    ),
    bad='time_zone = "America/Mexico_City", stamp 2022-04-03 02:30',
    good='clock = "-06:00", stamp 2022-04-03 02:30',
)
