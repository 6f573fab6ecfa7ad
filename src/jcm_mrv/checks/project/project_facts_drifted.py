"""P085: facts of the project differ from the lock."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P085",
    since="0.2.0",
    title="facts of the project differ from the lock",
    why=(
        "Country, time zone, start of operation and the set of global warming potentials decide "
        "what may be credited, and in which year. The period decides which accepted months can "
        "be compared: where it cuts one in two, they cannot."
    ),
    remedy=(
        "Restore the fact, or name the change: jcm-mrv lock --change. A title, and facts that "
        "the plan left open, such as the number that registration gives, are notes."
    ),
    bad='locked: time_zone = "Asia/Vientiane"\ntime_zone = "UTC"',
    good='time_zone = "Asia/Vientiane"',
    source=(
        "Declared policy (docs/adr/0014): what counts is an error, what is only written is a "
        "note; no JCM rule on it was read."
    ),
)
