"""D107: stamp that cannot be read."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="D107",
    since="0.1.0",
    title="stamp that cannot be read",
    why=(
        "Without its time a reading belongs to no year. Day and month exchanged move a "
        "reading by up to eleven months, so that the order is declared and never guessed."
    ),
    remedy=(
        'Say how the stamps are written with time_format, such as "DD/MM/YYYY HH:MM"; ISO '
        "8601 (2017-03-01 00:00, with or without an offset) is the default. Remove lines of "
        "totals or remarks from the end of the file."
    ),
    bad='time_format = "iso", stamp 01/03/2017 00:00',
    good='time_format = "DD/MM/YYYY HH:MM", stamp 01/03/2017 00:00',
)
