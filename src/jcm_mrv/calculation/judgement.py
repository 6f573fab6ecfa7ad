"""A finding together with what it does to the numbers, until its effect is computed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import datetime as dt

    from jcm_mrv.findings import EffectKind, Finding


class Cell(NamedTuple):
    """Name one number that enters the equations: a parameter, its member, a segment."""

    parameter: str
    member: str | None
    segment: int


Deltas = Mapping[Cell, Fraction]
"""What is added to numbers, in the parameters' units."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Hold a finding on its way into the report.

    Args:
        finding: the finding, without its effect.
        applied: what its treatment added to the totals; the report lists it.
        off: what the totals would get with this one treatment off.
        kind: how well ``off`` is known; None where there is no effect to tell.
        spans: local half-open spans that it is about; None means the whole project.
        against: what the other value is, where the effect is that of a value that does not
            count; the message then tells the tonnes in words.
    """

    finding: Finding
    applied: Deltas = field(default_factory=dict)
    off: Deltas = field(default_factory=dict)
    kind: EffectKind | None = None
    spans: tuple[tuple[dt.datetime, dt.datetime], ...] | None = None
    against: str | None = None


def of_meter(judgement: Judgement, meter: str | None) -> Judgement:
    """Name the meter that a finding is about, unless it names one itself."""
    if meter is None or judgement.finding.meter is not None:
        return judgement
    return replace(judgement, finding=replace(judgement.finding, meter=meter))


def part(
    judgements: Iterable[Judgement], aside: Collection[str]
) -> tuple[list[Judgement], list[Judgement]]:
    """Part the judgements that count from those of codes that are set aside."""
    if not aside:
        return list(judgements), []
    counting: list[Judgement] = []
    unheard: list[Judgement] = []
    for one in judgements:
        (unheard if one.finding.code in aside else counting).append(one)
    return counting, unheard


def negated(deltas: Deltas) -> Deltas:
    """Return the deltas that undo others."""
    return {cell: -delta for cell, delta in deltas.items()}
