"""D101: no such file."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="D101",
    since="0.1.0",
    title="no such file",
    why=(
        "A source that names no file supplies nothing. A file that was renamed, or that "
        "stayed on another computer, must not turn into a year without readings."
    ),
    remedy=(
        "Compare the name in files = [...] with what lies in the folder; paths start at the "
        "project's folder and use /. In a pattern, * stands for any part of a name, ** for "
        "any folders; every other character, [ and ] too, stands for itself."
    ),
    bad='files = "monitoring/2017.csv", while the folder holds monitoring/2017-03.csv',
    good='files = "monitoring/2017-*.csv"',
)
