"""M006: folder and file that disagree."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="M006",
    since="0.1.0",
    title="folder and file that disagree",
    why=(
        "A project names a module by its id and major version. Where the folder says another,"
        " two people with one library would find different rules."
    ),
    remedy="Name the two folders as the file says: its id, and the first number of its version.",
    bad='led-lighting/1/methodology.toml: version = "2.0.0"',
    good='led-lighting/2/methodology.toml: version = "2.0.0"',
)
