"""P080: lock cannot be used."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P080",
    since="0.2.0",
    title="lock cannot be used",
    why=(
        "A project.lock, or the copy that --lock names, says what was fixed and accepted "
        "before. One that cannot be read, was cut short, edited by hand or written by another "
        "version compares nothing, so that drift would go unseen. All credits are withheld "
        "until it is whole."
    ),
    remedy=(
        "Restore the file from version control, or compare with the copy of the verifier: "
        "--lock FILE. Never edit a lock: jcm-mrv lock --change writes what changed."
    ),
    bad="a comma of project.lock was lost in a merge",
    good="git checkout project.lock",
)
