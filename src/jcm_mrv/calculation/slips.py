"""Slips of unit, which only the plan's estimate shows: 1,000, 3.6, and power taken for energy."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from jcm_mrv.calculation.contributions import unit_of
from jcm_mrv.calculation.judgement import Judgement, of_meter
from jcm_mrv.calculation.multiplier import (
    LEAST_RATIO_PLAN,
    NEAR_PLAN,
    find_slip,
    meters_of,
    slip_finding,
)
from jcm_mrv.calculation.supply import name_of_meter
from jcm_mrv.findings import Finding, Place
from jcm_mrv.numbers import format_rounded
from jcm_mrv.units import UnitError, convert

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jcm_mrv.calculation.contributions import Contribution
    from jcm_mrv.calculation.model import Model

DAYS_A_YEAR = 365
MIN_DAYS = 20
MIN_MONTHS = 3
# A plan may well be wrong by two; by three over a year it hardly is.
LEAST_OVER_ALL = 3
# From so many months on the whole tells as much as each of them, whatever the season.
WHOLE_MONTHS = 11
SECONDS_AN_HOUR = 3_600


def judge_estimates(model: Model, contributions: Sequence[Contribution]) -> list[Judgement]:
    """Compare what each point measured with the plan's estimate."""
    judged: list[Judgement] = []
    points: dict[tuple[str, str | None], list[Contribution]] = {}
    for one in contributions:
        points.setdefault((one.monitored.parameter, one.member), []).append(one)
    for (name, _), many in points.items():
        estimate = many[0].monitored.estimate
        parameter, units = model.methodology.parameters[name], model.methodology.units
        if estimate is None or parameter.aggregate != "sum":
            continue
        try:
            planned = convert(estimate.value, units.parse(estimate.unit), unit_of(parameter))
        except UnitError:
            continue
        ratios = _monthly_ratios(model, many, planned)
        finding = _multiplier(model, ratios, many, name) or _slip(ratios, many, name)
        if finding is not None:
            judged.append(of_meter(Judgement(finding), name_of_meter(many[0])))
    return judged


def _monthly_ratios(
    model: Model, contributions: Sequence[Contribution], planned: Fraction
) -> list[Fraction]:
    """Return measured against planned energy, a bin of at least twenty days."""
    calendar = model.timeline.calendar
    ratios = []
    for index in range(calendar.bins):
        days = len(calendar.bin_days(index))
        total = sum((one.sign * one.bins[index].total for one in contributions), Fraction(0))
        if days >= MIN_DAYS and planned:
            ratios.append(total * DAYS_A_YEAR / (planned * days))
    return ratios


def _multiplier(
    model: Model, ratios: Sequence[Fraction], many: Sequence[Contribution], name: str
) -> Finding | None:
    """Suspect a multiplier where readings and plan differ by the ratio of the transformers."""
    if not ratios:
        return None
    mean = sum(ratios, Fraction(0)) / len(ratios)
    meters = meters_of(model.project, (name_of_meter(one) for one in many))
    slip = find_slip(mean, meters, near=NEAR_PLAN, least=LEAST_RATIO_PLAN)
    if slip is None:
        return None
    place = Place(many[0].place.file, f"{many[0].monitored.path}.estimate")
    shown = format_rounded(mean, 4 if mean < 1 else 2)
    return slip_finding(slip, place, name, f"the plan's estimate (here {shown} times)")


def _slip(
    ratios: Sequence[Fraction], contributions: Sequence[Contribution], name: str
) -> Finding | None:
    if not ratios:
        return None
    mean = sum(ratios, Fraction(0)) / len(ratios)
    if mean <= 0:
        return None
    first = contributions[0]
    shown = f"{format_rounded(mean, 4 if mean < 1 else 2)} times the plan's estimate"
    place = Place(first.place.file, first.monitored.path)
    said = f"the readings of {name} are {shown}"
    thousand = _near(mean, 1000)
    second = _near(mean, SECONDS_AN_HOUR)
    if second is not None and (thousand is None or second < thousand):
        return Finding(
            "D160",
            "warning",
            place,
            f"{said}: a slip of 3,600 between hours and seconds, such as kW of every second "
            "added up as kWh? check measures and unit",
            parameter=name,
        )
    if thousand is not None:
        return Finding(
            "D115",
            "warning",
            place,
            f"{said}: a slip of 1,000 between units, such as Wh for kWh? check the unit",
            parameter=name,
        )
    step = _step_factor(contributions)
    fits_joule = [factor for factor in (Fraction(18, 5), Fraction(5, 18)) if _fits(factor, ratios)]
    if step is not None and _fits(step[0], ratios, whole=True):
        factor, what = step
        if not fits_joule or abs(mean / factor - 1) < abs(mean / fits_joule[0] - 1):
            return Finding(
                "D160",
                "warning",
                place,
                f"{said}, which fits {what}, month after month or over the whole time; check "
                "measures, unit and step of the source",
                parameter=name,
            )
    if fits_joule:
        return Finding(
            "D116",
            "note",
            place,
            f"{said}, month after month: a slip of 3.6 between MJ and kWh? check the unit",
            parameter=name,
        )
    return None


def _near(mean: Fraction, factor: int) -> Fraction | None:
    """Return how far a ratio is from a factor or its inverse, 1 for none, if less than two."""
    apart = [max(mean / one, one / mean) for one in (Fraction(factor), Fraction(1, factor))]
    nearest = min(apart)
    return nearest if nearest < 2 else None


def _fits(factor: Fraction, ratios: Sequence[Fraction], *, whole: bool = False) -> bool:
    """Tell whether each month is within a tenth of a factor, or, of a whole year, its mean."""

    def near(ratio: Fraction) -> bool:
        return factor * 9 / 10 < ratio < factor * 11 / 10

    sure = whole and max(factor, 1 / factor) >= LEAST_OVER_ALL
    if sure and len(ratios) >= WHOLE_MONTHS and near(sum(ratios, Fraction(0)) / len(ratios)):
        return True
    return len(ratios) >= MIN_MONTHS and all(map(near, ratios))


def _step_factor(contributions: Sequence[Contribution]) -> tuple[Fraction, str] | None:
    """Return what taking power for energy, or energy for power, multiplies by; and its words."""
    found = set()
    for one in contributions:
        source = None if one.series is None else one.series.source
        if source is None or source.step is None or source.measures not in ("energy", "power"):
            return None
        if 2 * source.step.seconds > SECONDS_AN_HOUR:
            return None
        times = Fraction(SECONDS_AN_HOUR, source.step.seconds)
        shown = format_rounded(times, 0 if times.denominator == 1 else 2)
        if source.measures == "energy":
            found.add((times, f"mean power added up as energy ({shown} steps an hour)"))
        else:
            found.add((1 / times, f"energy of each step taken for power ({shown} steps an hour)"))
    return next(iter(found)) if len(found) == 1 else None
