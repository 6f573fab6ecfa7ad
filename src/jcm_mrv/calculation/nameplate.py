"""The nameplate power of the photovoltaic arrays behind monitored parameters."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from jcm_mrv.methodology.indicators import POWER
from jcm_mrv.units import UnitError, conversion_factor

if TYPE_CHECKING:
    from jcm_mrv.methodology.evaluation import Value
    from jcm_mrv.methodology.model import Indicator, Methodology
    from jcm_mrv.project.model import Project


def find_powers(
    project: Project, methodology: Methodology, indicator: Indicator
) -> dict[str, Value]:
    """Return the powers that an indicator reads, by their names in it [kW].

    The points of one parameter, or of one member of it, add up. Where one of them declares no
    array, nobody knows the power of them all, and there is none.
    """
    powers: dict[str, Value] = {}
    for name, parameter in indicator.nameplate.items():
        found = _add_peaks(project, methodology, parameter)
        if methodology.parameters[parameter].over is not None:
            powers[name] = {
                member: power
                for member, power in found.items()
                if member is not None and power is not None
            }
        elif (power := found.get(None)) is not None:
            powers[name] = power
    return powers


def _add_peaks(
    project: Project, methodology: Methodology, parameter: str
) -> dict[str | None, Fraction | None]:
    units = methodology.units
    found: dict[str | None, Fraction | None] = {}
    for point in project.monitored.get(parameter, ()):
        power = None
        if point.peak is not None:
            try:
                factor = conversion_factor(units.parse(point.peak.unit), units.parse(POWER))
            except UnitError:
                pass  # a wrong dimension is a finding of the project stage (P011)
            else:
                power = point.peak.value * factor
        known = found.get(point.member, Fraction(0))
        found[point.member] = None if power is None or known is None else known + power
    return found
