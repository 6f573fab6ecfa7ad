"""Step 0: a bundle is unpacked, and proved by its manifests (docs/bundle.md)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jcm_mrv import __version__
from jcm_mrv.bundle.faults import CHANGED, BundleFault, find
from jcm_mrv.bundle.methodology import compare_methodology
from jcm_mrv.bundle.reading import read_bundle
from jcm_mrv.files import NO_ROOM
from jcm_mrv.library import read_library
from jcm_mrv.numbers import counted
from jcm_mrv.verification.judging import TITLES, make_step
from jcm_mrv.verification.materiality import judge_materiality
from jcm_mrv.verification.model import Verification, decide
from jcm_mrv.verification.placing import BUNDLE
from jcm_mrv.verification.verifying import verify

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from jcm_mrv.bundle.reading import Bundle
    from jcm_mrv.calculation.compute import Run
    from jcm_mrv.findings import Finding
    from jcm_mrv.verification.model import Step
    from jcm_mrv.verification.request import Request

REST = tuple(number for number in TITLES if number != BUNDLE)
"""Steps that a report is needed for."""


@dataclass(frozen=True, slots=True)
class Unpacked:
    """Hold what became of a bundle.

    Args:
        bundle: unpacked and proved; None where that failed.
        findings: what failed; an error differs, a warning leaves it undecided.
    """

    bundle: Bundle | None
    findings: tuple[Finding, ...] = ()


def unpack_bundle(path: Path, scratch: Path) -> Unpacked:
    """Unpack a bundle into a folder, or tell why that cannot be done.

    Args:
        path: the archive.
        scratch: an empty folder; it is the caller's to remove.

    Raises:
        FileFault: the archive cannot be read.
    """
    try:
        return Unpacked(read_bundle(path, scratch))
    except BundleFault as fault:
        return Unpacked(None, tuple(_weighed(one) for one in fault.findings))
    except OSError as error:
        reason = "is full" if error.errno in NO_ROOM else "cannot be written"
        message = (
            f"the disk that the bundle is unpacked to {reason}; make room, or name another folder "
            "for temporary files (TMPDIR)"
        )
        return Unpacked(None, (_weighed(find("V361", path.name, "", message)),))


def verify_bundle(
    unpacked: Unpacked,
    request: Request,
    progress: Callable[[int, int], None] | None = None,
    look: Callable[[Run], None] | None = None,
) -> Verification:
    """Verify the report of a bundle, after the bundle itself (step 0).

    Args:
        unpacked: what became of the bundle.
        request: what was found in it, and what is asked.
        progress: told bytes of readings read and in all.
        look: shown what was read and computed while its files can still be read again.

    Raises:
        RefusedError: a folder of methodologies that the verifier named cannot be used.
    """
    step = _judge(unpacked, request)
    if unpacked.bundle is not None:
        outcome = verify(request, progress, look)
        steps = (step, *outcome.steps)
        return replace(outcome, verdict=decide(steps), steps=steps)
    left = [make_step(number, (), "not compared", carried_out=False) for number in REST]
    steps = (step, *left)
    threshold = request.threshold
    judged = None if threshold is None else judge_materiality(threshold, None)
    software = ("", __version__)
    return Verification(decide(steps), "", steps, (), None, None, judged, (), software)


def _judge(unpacked: Unpacked, request: Request) -> Step:
    bundle = unpacked.bundle
    if bundle is None:
        return make_step(BUNDLE, unpacked.findings, "not read")
    notes = compare_methodology(bundle, read_library(request.methodologies))
    said = f"{counted(len(bundle.files), 'file', 'files')} as listed"
    return make_step(BUNDLE, notes, said)


def _weighed(finding: Finding) -> Finding:
    """Weigh a fault as this procedure does: what is not there proves nothing."""
    return replace(finding, severity="error" if finding.code in CHANGED else "warning")
