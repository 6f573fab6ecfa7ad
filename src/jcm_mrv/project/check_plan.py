"""What of the plan and of the report before is judged by the methodology: names and units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.findings import Finding, Place
from jcm_mrv.project.check_fixed import is_convertible, unknown_parameter
from jcm_mrv.units import DIMENSIONLESS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jcm_mrv.methodology.model import Methodology
    from jcm_mrv.project.model import Project
    from jcm_mrv.project.monitoring import Quantity

TONNES = "tCO2"


def check_plan(project: Project, methodology: Methodology) -> Iterator[Finding]:
    """Judge what ``[estimate]`` and ``[previous_period]`` state."""
    if project.estimate is not None:
        reductions = project.estimate.reductions
        yield from _check_tonnes(methodology, project.estimate.place, reductions)
    previous = project.previous_period
    if previous is None:
        return
    yield from _check_tonnes(methodology, previous.place, previous.reductions)
    for name, quantity in previous.monitored.items():
        place = Place(previous.place.file, f"{previous.path}.monitored.{name}")
        parameter = methodology.parameters.get(name)
        if parameter is None or parameter.kind != "monitored":
            yield unknown_parameter(place, name, methodology, ["monitored"])
        elif parameter.aggregate != "sum":
            yield Finding(
                "P027",
                "error",
                place,
                f'"{name}" is the {parameter.aggregate} of its readings; only sums are compared'
                " with the period before",
                parameter=name,
            )
        else:
            unit = parameter.unit or DIMENSIONLESS
            if not is_convertible(methodology.units.parse(quantity.unit), unit):
                yield Finding(
                    "P011",
                    "error",
                    Place(place.file, f"{place.path}.unit"),
                    f'"{name}" is in {unit.text}, which "{quantity.unit}" cannot be converted to',
                    parameter=name,
                )


def _check_tonnes(
    methodology: Methodology, place: Place, quantity: Quantity | None
) -> Iterator[Finding]:
    units = methodology.units
    if quantity is None or is_convertible(units.parse(quantity.unit), units.parse(TONNES)):
        return
    yield Finding(
        "P011",
        "error",
        Place(place.file, f"{place.path}.reductions.unit"),
        f'reductions are in {TONNES}, which "{quantity.unit}" cannot be converted to',
    )
