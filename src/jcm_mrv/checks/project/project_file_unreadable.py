"""P001: project file cannot be read."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P001",
    since="0.1.0",
    title="project file cannot be read",
    why="Nothing can be said about a project without its project.toml.",
    remedy=(
        "Give the folder that holds project.toml, or the file itself. In a folder that has "
        "none, run `jcm-mrv init`. A folder, a FIFO or a file that you may not read is "
        "refused, and one of more than 4 MB."
    ),
    bad="jcm-mrv calculate monitoring",
    good="jcm-mrv calculate .",
)
