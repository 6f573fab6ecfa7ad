"""Generation against irradiance: what a solar plant gives for each kWh of sun on a square metre.

Irradiance never counts. Month by month the energy is divided by it; a month far from the median
of the months, or more energy than the modules can make of the sun, is a fault of one of the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from statistics import median
from typing import TYPE_CHECKING

from jcm_mrv.calculation.contributions import unit_of
from jcm_mrv.calculation.crosscheck import counting
from jcm_mrv.calculation.flows import flow, name_run, pair_months
from jcm_mrv.calculation.judgement import Judgement
from jcm_mrv.findings import Finding
from jcm_mrv.numbers import counted, format_rounded
from jcm_mrv.readings.zones import unwall
from jcm_mrv.units import UnitError, conversion_factor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jcm_mrv.calculation.contributions import Contribution
    from jcm_mrv.calculation.flows import Pair
    from jcm_mrv.calculation.holes import Scene
    from jcm_mrv.findings import Severity
    from jcm_mrv.readings.series import Series

TOLERANCE = Fraction(1, 4)
"""How far a month may be from the median of the months: declared."""
LEAST_MONTHS = 3
MOST = Fraction(1)
"""Performance ratio that modules cannot exceed: what they give by the sun on them."""
MOST_OF_INVERTERS = Fraction(3, 2)
"""The same where only the inverters are known, behind which there may be more modules: declared."""
SUN = "kWh/m2"


@dataclass(frozen=True, slots=True)
class _Month:
    """Hold a month: energy by irradiation, in the parameter's unit for each kWh/m2."""

    pair: Pair
    ratio: Fraction


def judge_irradiance(
    scene: Scene, contributions: Sequence[Contribution], suns: Sequence[Series]
) -> list[Judgement]:
    """Compare generation with irradiance, month by month."""
    judged: list[Judgement] = []
    for sun in suns:
        parameter = scene.methodology.parameters[sun.parameter]
        counts = counting(scene, contributions, sun.parameter, sun.member)
        factor = _irradiation(scene, sun)
        if factor is None or not counts or parameter.aggregate != "sum":
            continue  # a wrong unit or measure is a finding of the project stage
        pairs = pair_months(scene.timeline, counts, [flow(sun, factor)])
        months = [_Month(one, one.counted / one.compared) for one in pairs if one.compared > 0]
        if not months:
            judged.append(_nothing(sun))
            continue
        judged.append(_judge_ratios(scene, sun, months))
        judged += _judge_performance(scene, sun, months)
    return judged


def _irradiation(scene: Scene, sun: Series) -> Fraction | None:
    """Return the factor from a reading to kWh/m2."""
    units, source = scene.methodology.units, sun.source
    try:
        if source.measures == "power" and source.step is not None:
            energy = units.parse(f"{source.unit}*second")
            return conversion_factor(energy, units.parse(SUN)) * source.step.seconds
        return conversion_factor(units.parse(source.unit), units.parse(SUN))
    except UnitError:
        return None


def _judge_ratios(scene: Scene, sun: Series, months: Sequence[_Month]) -> Judgement:
    unit = unit_of(scene.methodology.parameters[sun.parameter]).text
    middle = median(one.ratio for one in months)
    far = [
        one
        for one in months
        if len(months) >= LEAST_MONTHS and abs(one.ratio - middle) > TOLERANCE * abs(middle)
    ]
    for_each = f"{format_rounded(middle, 4)} {unit} for each {SUN}"
    if not far:
        spread = max(_percent(one.ratio, middle) for one in months)
        message = (
            f"generation follows the irradiance: {for_each} in the median of "
            f"{counted(len(months), 'month', 'months')}, "
            f"{name_run([one.pair for one in months])}, each within "
            f"{format_rounded(spread, 1)} % of it"
        )
        return _judged(sun, "note", message, months)
    shown = ", ".join(
        f"{one.pair.name} ({format_rounded(one.pair.counted, 3)} {unit} from "
        f"{format_rounded(one.pair.compared, 1)} {SUN}, "
        f"{'+' if one.ratio > middle else '-'}{format_rounded(_percent(one.ratio, middle), 1)} %)"
        for one in far
    )
    message = (
        f"generation does not follow the irradiance in {len(far)} of "
        f"{counted(len(months), 'month', 'months')}: {shown}, against {for_each} in the median; "
        "compare the meter and the pyranometer in these months"
    )
    return _judged(sun, "warning", message, far)


def _percent(ratio: Fraction, middle: Fraction) -> Fraction:
    return 100 * abs(ratio - middle) / abs(middle) if middle else Fraction(0)


def _judge_performance(scene: Scene, sun: Series, months: Sequence[_Month]) -> list[Judgement]:
    """Refuse to believe more energy than modules of the rated power make of the sun."""
    modules = sun.source.rated or sun.monitored.peak
    rated = modules or sun.monitored.rated
    if rated is None:
        return []
    units = scene.methodology.units
    try:
        # Modules are rated at 1 kW/m2, so that 1 kWh/m2 is one hour at rated power.
        energy = units.parse(f"{rated.unit}*h")
        unit = unit_of(scene.methodology.parameters[sun.parameter])
        most = rated.value * conversion_factor(energy, unit)
    except UnitError:
        return []
    limit = MOST if modules else MOST_OF_INVERTERS
    above = [one for one in months if one.ratio > limit * most]
    if not above:
        return []
    worst = max(above, key=lambda one: one.ratio)
    what = "modules" if modules else "point"
    message = (
        f"more generation than {format_rounded(rated.value, 3)} {rated.unit} of {what} make of "
        f"the sun in {len(above)} of {counted(len(months), 'month', 'months')}: the performance "
        f"ratio of {worst.pair.name} is {format_rounded(worst.ratio / most, 2)}, at most "
        f"{format_rounded(limit, 1)} is possible; check the units of both, the multiplier, and "
        "rated"
    )
    return [_judged(sun, "warning", message, above)]


def _nothing(sun: Series) -> Judgement:
    message = (
        "there is no irradiance in the time of the readings that count, so that nothing could be "
        "compared; check its files, from and until"
    )
    return Judgement(Finding("D175", "warning", sun.source.place, message, parameter=sun.parameter))


def _judged(sun: Series, severity: Severity, message: str, months: Sequence[_Month]) -> Judgement:
    spans = tuple((unwall(one.pair.span[0]), unwall(one.pair.span[1])) for one in months)
    finding = Finding(
        "D175",
        severity,
        sun.source.place,
        message,
        parameter=sun.parameter,
        span=(spans[0][0], spans[-1][1]),
        meter=sun.source.meter,
    )
    return Judgement(finding, spans=spans)
