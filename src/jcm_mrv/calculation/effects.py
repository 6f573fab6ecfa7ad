"""Effects: how many tonnes one treatment moved, and findings of many members told as one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from jcm_mrv.errors import JcmMrvError
from jcm_mrv.expressions import Budget
from jcm_mrv.findings import Effect
from jcm_mrv.numbers import format_rounded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jcm_mrv.calculation.judgement import Cell, Deltas, Judgement
    from jcm_mrv.calculation.model import Computed, Model

MAX_ALIKE = 20


def gather_alike(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Tell findings as one where more than twenty members of a set have the same.

    What they applied and what they are about is joined, so that nothing of it is lost.
    """
    alike: dict[object, list[Judgement]] = defaultdict(list)
    for one in judgements:
        finding = one.finding
        key = finding.code, finding.severity, finding.parameter, finding.treatment, one.kind
        alike[key].append(one)
    gathered: list[Judgement] = []
    for many in alike.values():
        gathered += many if len(many) <= MAX_ALIKE else [_as_one(many)]
    return gathered


def _as_one(many: list[Judgement]) -> Judgement:
    first = many[0]
    spans = None
    if all(one.spans is not None for one in many):
        spans = tuple(sorted({span for one in many for span in one.spans or ()}))
    finding = replace(
        first.finding,
        message=f"{first.finding.message} (and {len(many) - 1:,} more like this)",
        span=None if not spans else (spans[0][0], max(end for _, end in spans)),
    )
    return replace(
        first,
        finding=finding,
        applied=_joined(one.applied for one in many),
        off=_joined(one.off for one in many),
        spans=spans,
    )


def _joined(many: Iterable[Deltas]) -> dict[Cell, Fraction]:
    joined: dict[Cell, Fraction] = defaultdict(Fraction)
    for deltas in many:
        for cell, delta in deltas.items():
            joined[cell] += delta
    return dict(joined)


def with_effect(
    judgement: Judgement, model: Model, computed: tuple[Computed, ...] | None
) -> Judgement:
    """Compute ER as reported minus ER with this one treatment off, from its own segments."""
    if computed is None or judgement.kind is None or not judgement.off:
        return judgement
    change = Fraction(0)
    for one in computed:
        if not any(cell.segment == one.segment.index for cell in judgement.off):
            continue
        try:
            # Each effect has a budget of its own: they are no part of the result.
            fresh = replace(model, budget=Budget())
            other = fresh.compute_segment(one.segment, judgement.off)
        except JcmMrvError:
            return judgement
        change += one.tonnes("ER") - other.tonnes("ER")
    effect = Effect(change, judgement.kind)
    finding = replace(judgement.finding, effect=effect)
    if judgement.against is not None and change:
        more = "less" if change > 0 else "more"
        said = f"by {judgement.against} the reductions would be {format_rounded(abs(change), 3)} t"
        finding = replace(finding, message=f"{finding.message}; {said} {more}")
    return replace(judgement, finding=finding)
