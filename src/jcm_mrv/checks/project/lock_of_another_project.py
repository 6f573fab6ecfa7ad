"""P086: lock of another project."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P086",
    since="0.2.0",
    title="lock of another project",
    why=(
        "A lock that was copied with a folder, or given by mistake, compares one project with "
        "another: each difference would look like drift, and none would mean anything. It is "
        "judged by the reference number, where both have one, else by title and methodology "
        "together."
    ),
    remedy=(
        "Give the project's own lock, or remove the copied project.lock and lock the project anew."
    ),
    bad="jcm-mrv check LA001 --lock LA002.lock",
    good="jcm-mrv check LA001 --lock LA001.lock",
    source=(
        "Declared policy (docs/adr/0014): what counts is an error, what is only written is a "
        "note; no JCM rule on it was read."
    ),
)
