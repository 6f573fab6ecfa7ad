"""V317: path of an input leads elsewhere."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V317",
    since="0.3.0",
    title="path of an input leads elsewhere",
    why=(
        "A report lists regular files inside of the project's folder, by relative paths. An "
        "absolute path, one with .. or a link out of the folder would have a verifier read files "
        "of its own; nothing was read."
    ),
    remedy=("Do not use the report; no version of jcm-mrv writes such a path."),
    bad='"path": "../../etc/passwd"',
    good='"path": "monitoring/2017-05.csv"',
)
