"""D136: the columns of a wide table are not the steps of a row."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="D136",
    since="0.2.0",
    title="the columns of a wide table are not the steps of a row",
    why=(
        "In a wide table a reading's time is told by its column alone. With a column too few or "
        "too many, every reading after it would count at a wrong time."
    ),
    remedy=(
        "Name all columns of readings in the order of their steps: 24 of an hour, 48 of 30 "
        "minutes or 96 of 15 minutes for a row that is a day; 60 of a minute for a row that is an "
        "hour. A 25th column for the day on which the clocks are set back is left out, and its "
        "energy stated as an amount; a clock that is never moved needs none."
    ),
    bad='wide = true\nstep = "1 hour"\ncolumns = ["h1", "h2", "h3"]',
    good='wide = true\nstep = "1 hour"\ncolumns = ["h1", "h2", "h3", …, "h24"]',
)
