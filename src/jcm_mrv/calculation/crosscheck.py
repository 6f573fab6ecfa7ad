"""Sources that are only compared: month by month with what counts for the same point.

A source of the meter that counts (its register beside its intervals) is compared with that
meter alone; sources of other meters add up, as submeters do, and are compared with the point.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from jcm_mrv.calculation.comparison import TOLERANCE, only_meter
from jcm_mrv.calculation.contributions import unit_of
from jcm_mrv.calculation.flows import Flow, contributed, name_run, pair_months, read
from jcm_mrv.calculation.judgement import Cell, Judgement
from jcm_mrv.calculation.multiplier import find_slip, meters_of, slip_finding
from jcm_mrv.findings import Finding
from jcm_mrv.numbers import counted, format_rounded, printable
from jcm_mrv.readings import coverage
from jcm_mrv.readings.zones import unwall
from jcm_mrv.units import UnitError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from jcm_mrv.calculation.contributions import Contribution
    from jcm_mrv.calculation.flows import Pair
    from jcm_mrv.calculation.holes import Scene
    from jcm_mrv.calculation.multiplier import Slip
    from jcm_mrv.readings.series import Series

MICROSECONDS_AN_HOUR = 3_600_000_000
Code = Literal["D170", "D171"]


@dataclass(frozen=True, slots=True)
class _Sides:
    """Hold two sides of a comparison.

    Args:
        code: what their difference is called.
        parameter: the parameter.
        member: member of the set; None where it has none, or all are meant.
        series: the sources that are only compared.
        counted: what counts, in the parameter's unit.
        compared: the sources as flows.
        tolerance: up to which they agree, as a ratio.
    """

    code: Code
    parameter: str
    member: str | None
    series: tuple[Series, ...]
    counted: tuple[Flow, ...]
    compared: tuple[Flow, ...]
    tolerance: Fraction


def judge_crosschecks(
    scene: Scene, contributions: Sequence[Contribution], compared: Sequence[Series]
) -> list[Judgement]:
    """Compare the sources with ``use = "compare"`` with what counts for the same time."""
    judged = []
    points: dict[tuple[str, str | None], list[Series]] = defaultdict(list)
    for one in compared:
        points[one.parameter, one.member].append(one)
    for (parameter, member), series in points.items():
        same = counting(scene, contributions, parameter, member)
        judged += [_judge(scene, one) for one in _sides_of(scene, series, same)]
    return judged


def counting(
    scene: Scene, contributions: Iterable[Contribution], parameter: str, member: str | None
) -> tuple[Flow, ...]:
    """Return what counts for a parameter and member as flows; all members where none is named."""
    known = scene.methodology.parameters[parameter]
    return tuple(
        contributed(one, known, scene.methodology.units)
        for one in contributions
        if one.monitored.parameter == parameter and member in (None, one.member)
    )


def _sides_of(scene: Scene, series: Sequence[Series], counts: Sequence[Flow]) -> list[_Sides]:
    parameter = scene.methodology.parameters[series[0].parameter]
    if parameter.aggregate != "sum" or not counts:
        return []
    own: dict[str | None, list[tuple[Series, Flow]]] = defaultdict(list)
    others: list[tuple[Series, Flow]] = []
    meters = {one.meter for one in counts}
    for one in series:
        try:
            found = read(one, parameter, scene.methodology.units)
        except UnitError:
            continue  # a wrong dimension is a finding of the project stage (P011)
        (own[found.meter] if found.meter in meters else others).append((one, found))
    groups: list[tuple[Code, list[tuple[Series, Flow]], tuple[Flow, ...]]] = [
        ("D170", many, tuple(one for one in counts if one.meter == meter))
        for meter, many in own.items()
    ]
    if others:
        groups.append(("D171", others, tuple(counts)))
    return [
        _Sides(
            code,
            parameter.name,
            many[0][0].member,
            tuple(one for one, _ in many),
            against,
            tuple(found for _, found in many),
            _tolerance(scene, code, against, tuple(found for _, found in many)),
        )
        for code, many, against in groups
    ]


def _tolerance(
    scene: Scene, code: Code, against: Sequence[Flow], compared: Sequence[Flow]
) -> Fraction:
    """Return the errors that both sides may have; 1 % where they are not known."""
    if code == "D170":
        return TOLERANCE
    errors = []
    for side in (against, compared):
        meters = [scene.project.meters.get(one.meter or "") for one in side]
        known = [meter.mpe for meter in meters if meter is not None and meter.mpe is not None]
        if len(known) < len(meters):
            return TOLERANCE
        errors.append(max(known))
    return sum(errors, Fraction(0))


def _judge(scene: Scene, sides: _Sides) -> Judgement:
    pairs = pair_months(scene.timeline, sides.counted, sides.compared)
    if not pairs:
        return _nothing_shared(sides)
    digit = max((one.digit for one in (*sides.counted, *sides.compared)), default=Fraction(0))
    differing = [one for one in pairs if _differs(sides, one, digit)]
    meters = meters_of(scene.project, (one.meter for one in (*sides.counted, *sides.compared)))
    slips = [
        found
        for one in differing
        if one.compared and (found := find_slip(one.counted / one.compared, meters))
    ]
    if differing and len(slips) == len(differing) and len(set(slips)) == 1:
        return _judge_slip(scene, sides, differing, slips[0], len(pairs))
    if differing:
        return _judge_months(scene, sides, differing, pairs)
    return _agreement(scene, sides, pairs)


def _differs(sides: _Sides, pair: Pair, digit: Fraction) -> bool:
    difference = abs(pair.counted - pair.compared)
    if difference <= max(sides.tolerance * abs(pair.compared), digit):
        return False
    return not _fits_gap(sides, pair)


def _fits_gap(sides: _Sides, pair: Pair) -> bool:
    """Tell whether time without a reading explains what one side lacks; a gap has its own code."""
    if not pair.unread:
        return False
    lacking = sides.counted if pair.counted < pair.compared else sides.compared
    most = sum((one.most(pair.unread) for one in lacking if one.unread), Fraction(0))
    return abs(pair.counted - pair.compared) <= most


def _who(sides: _Sides) -> str:
    """Say what is compared."""
    if sides.code == "D170":
        what = "register" if any(one.registers for one in sides.compared) else "source"
        return f"the {what} of the same meter"
    names = _other_meters(sides)
    if len(names) > 1:
        return f"the {len(names)} submeters ({', '.join(names)}) together"
    columns = sum(len(one.source.columns) for one in sides.series)
    together = f", {columns} columns together" if columns > 1 else ""
    return f"the other meter ({names[0]}{together})"


def _other_meters(sides: _Sides) -> tuple[str, ...]:
    named = (printable(one.meter or "not named") for one in sides.compared)
    return tuple(dict.fromkeys(named))


def _ending(sides: _Sides) -> str:
    """Return the ending of a verb that agrees with what is compared."""
    return "" if sides.code == "D171" and len(_other_meters(sides)) > 1 else "s"


def _remarks(sides: _Sides, pairs: Sequence[Pair]) -> str:
    """Say where the edges of the months lie, and what a gap explains."""
    said = ""
    if any(" to " in one.name and ":" in one.name for one in pairs):
        said += "; months run from reading to reading of the register"
        if sum(1 for one in (*sides.counted, *sides.compared) if one.registers) > 1:
            said += ", and another register is interpolated there"
    unread = sum(one.unread for one in pairs)
    if unread:
        hours = format_rounded(Fraction(unread, MICROSECONDS_AN_HOUR), 2)
        apart = sum((one.compared - one.counted for one in pairs if one.unread), Fraction(0))
        said += f"; {hours} h in them have no reading, where the register has "
        said += f"{format_rounded(abs(apart), 3)} {'more' if apart >= 0 else 'less'}"
    return said


def _agreement(scene: Scene, sides: _Sides, pairs: Sequence[Pair]) -> Judgement:
    unit = unit_of(scene.methodology.parameters[sides.parameter]).text
    worst = max(pairs, key=lambda one: abs(_share(one)))
    sums = (
        format_rounded(sum((getattr(one, side) for one in pairs), Fraction(0)), 3)
        for side in ("counted", "compared")
    )
    message = (
        f"{_who(sides)} agree{_ending(sides)} in {counted(len(pairs), 'month', 'months')}, "
        f"{name_run(pairs)}: {next(sums)} {unit} count, {next(sums)} are compared; the largest "
        f"difference is {_percent(worst)} ({worst.name}){_remarks(sides, pairs)}"
    )
    return _judged(sides, "note", message, pairs)


def _judge_months(
    scene: Scene, sides: _Sides, differing: Sequence[Pair], pairs: Sequence[Pair]
) -> Judgement:
    unit = unit_of(scene.methodology.parameters[sides.parameter]).text
    months = ", ".join(
        f"{one.name} ({format_rounded(one.counted, 3)} count, {format_rounded(one.compared, 3)} "
        f"compared, {_percent(one)})"
        for one in differing
    )
    limit = format_rounded(100 * sides.tolerance, 2).rstrip("0").rstrip(".")
    message = (
        f"{_who(sides)} differ{_ending(sides)} from what counts by more than {limit} % in "
        f"{len(differing)} of {counted(len(pairs), 'month', 'months')} [{unit}]: {months}"
        f"{_remarks(sides, pairs)}; find out which of the two is right"
    )
    return _judged(
        sides, "warning", message, differing, off=_off(scene, sides, differing), against=_who(sides)
    )


def _judge_slip(
    scene: Scene, sides: _Sides, differing: Sequence[Pair], slip: Slip, months: int
) -> Judgement:
    unit = unit_of(scene.methodology.parameters[sides.parameter]).text
    first = differing[0]
    what = (
        f"what {_who(sides)} say{_ending(sides)} in {len(differing)} of "
        f"{counted(months, 'month', 'months')} ({first.name}: "
        f"{format_rounded(first.counted, 3)} {unit} count, "
        f"{format_rounded(first.compared, 3)} are compared)"
    )
    place = sides.series[0].source.place
    finding = slip_finding(slip, place, sides.parameter, what, _whole(differing))
    return Judgement(
        finding,
        off=_off(scene, sides, differing),
        kind="estimate",
        spans=_spans(differing),
        against=_who(sides),
    )


def _nothing_shared(sides: _Sides) -> Judgement:
    message = (
        f"{_who(sides)} and what counts share no time, so that nothing could be compared; check "
        "its files, from and until"
    )
    source = sides.series[0].source
    finding = Finding(
        sides.code,
        "warning",
        source.place,
        message,
        parameter=sides.parameter,
        meter=only_meter(sides.compared),
    )
    return Judgement(finding)


def _judged(
    sides: _Sides,
    severity: Literal["warning", "note"],
    message: str,
    pairs: Sequence[Pair],
    *,
    off: dict[Cell, Fraction] | None = None,
    against: str | None = None,
) -> Judgement:
    finding = Finding(
        sides.code,
        severity,
        sides.series[0].source.place,
        message,
        parameter=sides.parameter,
        span=_whole(pairs),
        meter=only_meter(sides.compared),
    )
    return Judgement(
        finding,
        off=off or {},
        kind="estimate" if off else None,
        spans=_spans(pairs),
        against=against,
    )


def _off(scene: Scene, sides: _Sides, pairs: Iterable[Pair]) -> dict[Cell, Fraction]:
    """Return what the totals would get with the values compared, split by time over segments."""
    parameter = scene.methodology.parameters[sides.parameter]
    found: dict[Cell, Fraction] = defaultdict(Fraction)
    if parameter.over is not None and sides.member is None:
        return found
    for pair in pairs:
        whole = pair.span[1] - pair.span[0]
        for segment in scene.timeline.segments:
            inside = coverage.length(coverage.intersect([pair.span], [segment.span]))
            if inside:
                cell = Cell(sides.parameter, sides.member, segment.index)
                found[cell] += (pair.compared - pair.counted) * Fraction(inside, whole)
    return found


def _share(pair: Pair) -> Fraction:
    base = pair.compared or pair.counted
    return (pair.counted - pair.compared) / abs(base) if base else Fraction(0)


def _percent(pair: Pair) -> str:
    share = 100 * _share(pair)
    return f"{'+' if share > 0 else ''}{format_rounded(share, 2)} %"


def _whole(pairs: Sequence[Pair]) -> tuple[dt.datetime, dt.datetime]:
    return unwall(pairs[0].span[0]), unwall(pairs[-1].span[1])


def _spans(pairs: Iterable[Pair]) -> tuple[tuple[dt.datetime, dt.datetime], ...]:
    return tuple((unwall(one.span[0]), unwall(one.span[1])) for one in pairs)
