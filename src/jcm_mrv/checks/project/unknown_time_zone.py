"""P042: unknown time zone."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P042",
    since="0.1.0",
    title="unknown time zone",
    why=(
        "Midnight on 31 December in the project's zone divides one calendar year of credits "
        "from the next."
    ),
    remedy=(
        "Write a name of the IANA list, a region and a city such as Asia/Vientiane. "
        "Abbreviations and offsets are no zones; a logger with a fixed offset has `clock`."
    ),
    bad='time_zone = "GMT+7"',
    good='time_zone = "Asia/Vientiane"',
)
