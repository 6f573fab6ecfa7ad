"""A multiplier applied twice, or not at all: what differs by the ratio of the transformers."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from jcm_mrv.findings import Finding
from jcm_mrv.numbers import format_exact

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from jcm_mrv.findings import Place
    from jcm_mrv.project.model import Project
    from jcm_mrv.project.monitoring import Meter

NEAR = Fraction(1, 20)
"""How near a ratio must be to that of the transformers: declared."""
NEAR_PLAN = Fraction(1, 4)
"""The same against a plan, which no year meets exactly: declared."""
LEAST_RATIO = 2
LEAST_RATIO_PLAN = 4


@dataclass(frozen=True, slots=True)
class Slip:
    """Hold a suspicion: the meter, the ratio of its transformers, and which way it went."""

    meter: Meter
    ratio: Fraction
    twice: bool


def find_slip(
    times: Fraction, meters: Iterable[Meter], *, near: Fraction = NEAR, least: int = LEAST_RATIO
) -> Slip | None:
    """Tell whether readings are the ratio of a meter's transformers, or its inverse, times right.

    Args:
        times: what was read over what was expected.
        meters: the meters behind either side.
        near: how near is near enough, as a ratio.
        least: the smallest ratio of transformers that is told apart from a bad year.
    """
    for meter in meters:
        ratio = meter.ratio
        if ratio is None or ratio < least or times <= 0:
            continue
        for twice, aim in ((True, ratio), (False, 1 / ratio)):
            if abs(times / aim - 1) <= near:
                return Slip(meter, ratio, twice)
    return None


def meters_of(project: Project, names: Iterable[str | None]) -> tuple[Meter, ...]:
    """Return the meters of these names that the project knows, each once."""
    known = dict.fromkeys(name for name in names if name in project.meters)
    return tuple(project.meters[name] for name in known if name is not None)


def slip_finding(
    slip: Slip,
    place: Place,
    parameter: str,
    what: str,
    span: tuple[dt.datetime, dt.datetime] | None = None,
) -> Finding:
    """Name the factor, and what it was found against.

    Args:
        slip: the suspicion.
        place: of what the readings were compared with.
        parameter: the parameter.
        what: what the readings were compared with, with its numbers.
        span: the time concerned.
    """
    ratio = format_exact(slip.ratio)
    parts = [
        f"{name} {format_exact(part)}"
        for name, part in (("ct", slip.meter.ct), ("vt", slip.meter.vt))
        if part is not None
    ]
    times = f"{ratio} times" if slip.twice else f"1/{ratio} of"
    fault = "twice in the readings" if slip.twice else "not at all to the readings"
    other = "left out of" if slip.twice else "applied twice in"
    message = (
        f"the readings of {parameter} are {times} {what}, and {ratio} is the ratio of the"
        f' transformers of the meter "{slip.meter.id}" ({" x ".join(parts)}): the multiplier is'
        f" applied {fault}, or {other} what they are compared with"
    )
    return Finding(
        "D172", "warning", place, message, parameter=parameter, span=span, meter=slip.meter.id
    )
