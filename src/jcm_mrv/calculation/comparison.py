"""Invoices to compare with: what a meter read against what was billed for the same time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from jcm_mrv.calculation.contributions import unit_of
from jcm_mrv.calculation.flows import contributed
from jcm_mrv.calculation.judgement import Judgement
from jcm_mrv.calculation.multiplier import find_slip, meters_of, slip_finding
from jcm_mrv.findings import Finding
from jcm_mrv.numbers import counted, format_rounded
from jcm_mrv.readings.zones import wall
from jcm_mrv.units import UnitError, conversion_factor

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from jcm_mrv.calculation.contributions import Contribution
    from jcm_mrv.calculation.flows import Flow
    from jcm_mrv.calculation.holes import Scene
    from jcm_mrv.calculation.multiplier import Slip
    from jcm_mrv.project.monitoring import Amount

TOLERANCE = Fraction(1, 100)
"""Difference up to which two records agree: declared, no JCM rule was read."""


@dataclass(frozen=True, slots=True)
class _Bill:
    """Hold an invoice beside what was read, in the parameter's unit."""

    amount: Amount
    billed: Fraction
    read: Fraction

    @property
    def span(self) -> tuple[dt.datetime, dt.datetime]:
        """Return its local start and exclusive end."""
        return self.amount.start, self.amount.end

    @property
    def difference(self) -> Fraction:
        """Return what was billed and not read, over what was billed."""
        return (self.billed - self.read) / self.billed if self.billed else Fraction(self.read != 0)


def judge_comparisons(scene: Scene, contributions: Sequence[Contribution]) -> list[Judgement]:
    """Compare the amounts with ``use = "compare"`` with what counts for the same time."""
    points: dict[tuple[str, str | None], list[Contribution]] = defaultdict(list)
    for one in contributions:
        points[one.monitored.parameter, one.member].append(one)
    judged = []
    for many in points.values():
        judged += _judge_point(scene, many)
    return judged


def _judge_point(scene: Scene, many: Sequence[Contribution]) -> list[Judgement]:
    name = many[0].monitored.parameter
    units, parameter = scene.methodology.units, scene.methodology.parameters[name]
    amounts = [amount for amount in many[0].monitored.amounts if amount.use == "compare"]
    if not amounts:
        return []
    flows = [contributed(one, parameter, units) for one in many]
    bills = []
    for amount in amounts:
        try:
            factor = conversion_factor(units.parse(amount.unit), unit_of(parameter))
        except UnitError:
            continue  # a wrong dimension is a finding of the project stage (P011)
        span = wall(amount.start), wall(amount.end)
        read = sum((one.total(span) for one in flows), Fraction(0))
        bills.append(_Bill(amount, amount.value * factor, read))
    meters = meters_of(scene.project, (one.meter for one in flows))
    unit, meter = unit_of(parameter).text, only_meter(flows)
    judged, slips = [], []
    for bill in bills:
        slip = find_slip(bill.read / bill.billed, meters) if bill.billed else None
        if slip is None:
            judged.append(_judge(bill, name, unit, meter))
        else:
            slips.append((slip, bill))
    return judged + ([_judge_slips(slips, name, unit)] if slips else [])


def only_meter(flows: Sequence[Flow]) -> str | None:
    """Return the meter behind flows; None where there are several, or none."""
    names = {one.meter for one in flows}
    return names.pop() if len(names) == 1 else None


def _judge_slips(slips: Sequence[tuple[Slip, _Bill]], name: str, unit: str) -> Judgement:
    slip, first = slips[0]
    bills = [bill for _, bill in slips]
    what = (
        f"what {_evidence(first)} says ({format_rounded(first.read, 3)} {unit} read, "
        f"{format_rounded(first.billed, 3)} billed"
    )
    if len(bills) > 1:
        what += f"; so {counted(len(bills) - 1, 'other invoice', 'other invoices')}"
    whole = min(bill.amount.start for bill in bills), max(bill.amount.end for bill in bills)
    finding = slip_finding(slip, first.amount.place, name, f"{what})", whole)
    return Judgement(finding, spans=tuple(bill.span for bill in bills))


def _evidence(bill: _Bill) -> str:
    return bill.amount.evidence or "the invoice"


def _judge(bill: _Bill, name: str, unit: str, meter: str | None) -> Judgement:
    amount = bill.amount
    agrees = abs(bill.difference) <= TOLERANCE
    message = (
        f"{_evidence(bill)} says {format_rounded(bill.billed, 3)} {unit} for "
        f"{amount.start:%Y-%m-%d} to {amount.end:%Y-%m-%d %H:%M}, the readings "
        f"{format_rounded(bill.read, 3)} {unit}: a difference of "
        f"{format_rounded(100 * bill.difference, 2)} %"
    )
    if not agrees:
        message += "; find out which of the two is right"
    finding = Finding(
        "D133",
        "note" if agrees else "warning",
        amount.place,
        message,
        parameter=name,
        span=bill.span,
        meter=meter,
    )
    return Judgement(finding, spans=(bill.span,))
