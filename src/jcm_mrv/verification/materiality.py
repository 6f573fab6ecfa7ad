"""Materiality: a verifier's threshold, judged for single causes and in aggregate.

It tells a reader how much a difference matters. It never turns a difference into a match.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from jcm_mrv.numbers import NumberError, parse_number
from jcm_mrv.verification.model import Materiality, Tally, Threshold
from jcm_mrv.verification.nodes import number_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jcm_mrv.verification.model import NodeDifference

_FORM = re.compile(r"([0-9.]{1,40})[  ]?(%|t)")


class ThresholdError(ValueError):
    """A threshold is not written as one; the message is a sentence part."""


def parse_threshold(text: str) -> Threshold:
    """Return a threshold such as ``5 %`` (of the recomputed reductions) or ``10 t``.

    Raises:
        ThresholdError: it is written otherwise, or says nothing.
    """
    match = _FORM.fullmatch(text.strip())
    wanted = 'write per cent of the reductions, such as "5 %", or tonnes, such as "10 t"'
    if match is None:
        raise ThresholdError(wanted)
    try:
        amount = parse_number(match[1])
    except NumberError:
        raise ThresholdError(wanted) from None
    relative = match[2] == "%"
    if relative and amount > 100:
        raise ThresholdError("more than 100 % of the reductions is no threshold")
    return Threshold(f"{match[1]} {match[2]}", amount, relative)


def tally_causes(
    nodes: Sequence[NodeDifference], expected: Mapping[str, Any] | None
) -> Tally | None:
    """Add up what the causes move; None where nothing was recomputed.

    Args:
        nodes: that differ.
        expected: the recomputed document.
    """
    reductions = None if expected is None else _reductions(expected)
    if expected is None:
        return None
    net, gross, largest, untold = Fraction(0), Fraction(0), Fraction(0), 0
    for node in nodes:
        if not node.root:
            continue
        if node.tonnes is None:
            untold += 1
            continue
        parts = [part for _, part in node.tonnes]
        net += sum(parts, Fraction(0))
        single = sum(map(abs, parts), Fraction(0))
        gross += single
        largest = max(largest, single)
    return Tally(net, gross, largest, untold, reductions)


def judge_materiality(threshold: Threshold, tally: Tally | None) -> Materiality:
    """Judge what differs by a threshold; what cannot be told in tonnes is left open.

    Args:
        threshold: as it was typed.
        tally: of the causes.
    """
    if tally is None or (threshold.relative and tally.reductions is None):
        return Materiality(threshold, None, None, None, None)
    limit = threshold.amount
    if threshold.relative:
        limit = abs(tally.reductions or Fraction(0)) * threshold.amount / 100
    single, gross, net = (
        True if amount > limit else (None if tally.untold else False)
        for amount in (tally.largest, tally.gross, abs(tally.net))
    )
    return Materiality(threshold, limit, single, gross, net)


def _reductions(expected: Mapping[str, Any]) -> Fraction | None:
    amount = expected["totals"]["emission_reductions"]
    return None if amount is None else number_of(amount["value"])
