"""What a verification finds: steps, differences of nodes, and the verdict that follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from fractions import Fraction

    from jcm_mrv.findings import Finding
    from jcm_mrv.verification.differences import Trail

Verdict = Literal["REPRODUCED", "DIFFERS", "UNVERIFIABLE"]
Mark = Literal["held", "differs", "unknown"]

SCHEMA = "jcm-mrv/verification/1"


@dataclass(frozen=True, slots=True)
class Step:
    """Hold the outcome of one step of the procedure (docs/procedure.md).

    Args:
        number: of the step, from 1.
        title: what it looks at.
        mark: whether it held, found a difference, or could not be carried out.
        said: what was compared, in a few words.
        findings: what was found, in order; a note changes no mark.
        more: how many findings of the same kind are not listed.
    """

    number: int
    title: str
    mark: Mark
    said: str
    findings: tuple[Finding, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class NodeDifference:
    """Hold one node of a report that differs.

    Args:
        step: of the procedure that finds it.
        trail: keys and indexes of the number, or of the whole entry.
        name: of the node, such as ``EC_IT in 2017-03``.
        line: index in ``vintages``; None where it belongs to none, or to all.
        unit: of both values; empty where they are no quantities.
        reported: as the report states it; None where it states nothing.
        expected: as recomputed, or as it follows from the report's own numbers.
        own: told by the report's own arithmetic, without recomputation.
        root: it does not follow from another difference.
        tonnes: what it alone moves of the emission reductions, by line; None where that
            cannot be told [tCO2e].
        files: inputs in which the cause lies.
    """

    step: int
    trail: Trail
    name: str
    line: int | None
    unit: str
    reported: str | None
    expected: str | None
    own: bool = False
    root: bool = True
    tonnes: tuple[tuple[int | None, Fraction], ...] | None = None
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """Hold what differences move in all.

    Args:
        net: sum over causes and lines [tCO2e].
        gross: sum of the absolute values, so that errors of both signs do not hide [tCO2e].
        largest: absolute value of the largest single cause [tCO2e].
        untold: causes whose tonnes cannot be told.
        reductions: as recomputed, in all; None where they were not [tCO2e].
    """

    net: Fraction
    gross: Fraction
    largest: Fraction
    untold: int
    reductions: Fraction | None


@dataclass(frozen=True, slots=True)
class Threshold:
    """Hold a materiality threshold as a verifier typed it.

    Args:
        text: such as ``5 %`` or ``10 t``.
        amount: the number.
        relative: it is per cent of the recomputed reductions, else tonnes.
    """

    text: str
    amount: Fraction
    relative: bool


@dataclass(frozen=True, slots=True)
class Materiality:
    """Hold the judgement by a threshold; it never changes a verdict.

    Args:
        threshold: as it was typed.
        limit: in tonnes; None where there is nothing to take per cent of [tCO2e].
        single: whether a single cause passes it; None where that cannot be told.
        gross: likewise for the sum of the absolute values.
        net: likewise for the sum.
    """

    threshold: Threshold
    limit: Fraction | None
    single: bool | None
    gross: bool | None
    net: bool | None


@dataclass(frozen=True, slots=True)
class Verification:
    """Hold the whole outcome.

    Args:
        verdict: the answer.
        sha256: digest of the report's bytes; empty where there is no report.
        steps: every step, in order.
        differences: of nodes, causes first in the order of the calculation.
        first: the first node that differs, or None.
        tally: what the differences move in all; None where nothing was computed.
        materiality: the judgement by a threshold, where one was typed.
        signers: names of the keys whose signatures hold.
        software: versions: of the report, and of this program.
    """

    verdict: Verdict
    sha256: str
    steps: tuple[Step, ...]
    differences: tuple[NodeDifference, ...]
    first: NodeDifference | None
    tally: Tally | None
    materiality: Materiality | None
    signers: tuple[str, ...]
    software: tuple[str, str]


def decide(steps: tuple[Step, ...]) -> Verdict:
    """Return the verdict: what differs for certain outweighs what could not be looked at."""
    marks = [step.mark for step in steps]
    if "differs" in marks:
        return "DIFFERS"
    if not marks or "unknown" in marks:
        return "UNVERIFIABLE"
    return "REPRODUCED"
