"""D175: generation against irradiance."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="D175",
    since="0.2.0",
    title="generation against irradiance",
    why=(
        "A solar plant gives much the same energy for each kWh of sun on a square metre, all "
        "year round. A month in which it gives far more or less has readings that are wrong on "
        "one of the two sides: a multiplier, a missing inverter, a shaded or dirty pyranometer, "
        "a column of another plant. And no module gives more than its rated power makes of the "
        "sun: a performance ratio above 1 is a fault."
    ),
    remedy=(
        "Compare the named months with the log of the plant. The rated power of the modules "
        "goes into the table of the irradiance; without it that of the point is taken, behind "
        "which there may be half as much more of modules. Irradiance is never counted."
    ),
    bad=(
        "[monitored.EG.irradiance]   # March: 0.31 MWh for each kWh/m2, the other months about 0.44"
    ),
    good=(
        "[monitored.EG.irradiance]\n"
        'files = "weather.csv"\n'
        'columns = ["poa"]\n'
        'measures = "power"\n'
        'unit = "W/m2"\n'
        'time = "time"\n'
        'stamp = "end"\n'
        'step = "15 minutes"\n'
        'rated = { value = 560, unit = "kW" }'
    ),
    source=(
        "The thresholds are declared: 25 % from the median of at least three months; a "
        "performance ratio of 1 for the rated power of modules, of 1.5 for that of inverters. "
        "The performance ratio is that of IEC 61724-1, as it is commonly described; the "
        "standard itself was not read."
    ),
)
