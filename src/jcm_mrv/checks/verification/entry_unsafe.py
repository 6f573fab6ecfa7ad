"""V362: unsafe name in a bundle."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V362",
    since="0.3.0",
    title="unsafe name in a bundle",
    why=(
        "An entry whose name is absolute, leads out with .., has a backslash, a drive or a "
        "NUL, which is a link, a device or encrypted, or which has one name with another on a "
        "disk that ignores case, could write where nobody expects it, or be one file here and "
        "another there. Nothing of such an archive is unpacked, and no such file is put into "
        "one."
    ),
    remedy=(
        "Make the bundle with jcm-mrv bundle; where a file of the project has such a name, "
        "rename it and make the report again."
    ),
    bad="an entry LA001/data/../../project.toml",
    good="an entry LA001/data/inputs/project.toml",
    source="RFC 8493, 5.1 (paths that lead out of the bag)",
)
