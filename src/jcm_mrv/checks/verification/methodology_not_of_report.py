"""V368: no methodology with the rules of the report."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V368",
    since="0.3.0",
    title="no methodology with the rules of the report",
    why=(
        "The library has no module with the rules that the report was made by: their digest "
        "differs, or there is no such module. A bundle shows the rules to its reader, and "
        "those of another version would mislead; a verifier's program could not compute the "
        "report again either."
    ),
    remedy=(
        "Name the folder with the module: --methodologies DIR; or use the version of jcm-mrv "
        "that made the report."
    ),
    bad="a report made with a module of one's own, bundled without --methodologies",
    good="jcm-mrv bundle out --methodologies modules",
)
