"""What of the monitoring is judged by the methodology: names, options, units, what supplies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.findings import Finding, Place
from jcm_mrv.project.check_fixed import is_convertible, unknown_parameter
from jcm_mrv.project.check_members import check_membership, known_members, list_members
from jcm_mrv.project.values import printable
from jcm_mrv.units import DIMENSIONLESS, UnitError, multiply_units

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jcm_mrv.methodology.model import Methodology, Parameter
    from jcm_mrv.project.model import Project
    from jcm_mrv.project.monitoring import Monitored, Source


def check_monitored(project: Project, methodology: Methodology) -> Iterator[Finding]:
    """Judge every monitoring point, and what is missing."""
    for name, points in project.monitored.items():
        parameter = methodology.parameters.get(name)
        if parameter is None:
            yield unknown_parameter(points[0].place, name, methodology, ["monitored"])
        elif parameter.kind != "monitored":
            yield Finding(
                "P024",
                "error",
                points[0].place,
                f'"{name}" is not monitored in {methodology.id}; its kind is "{parameter.kind}":'
                f" {_ELSEWHERE[parameter.kind]}",
                parameter=name,
            )
        else:
            known = known_members(project, parameter)
            for point in points:
                if not _names_members_in_a_column(point):
                    yield from check_membership(parameter, point, known)
                yield from _check_point(methodology, parameter, point)
                yield from _check_resolutions(project, methodology, parameter, point)
            yield from _check_twice(parameter, points)
    for parameter in methodology.parameters.values():
        if parameter.kind == "monitored":
            yield from _check_missing(project, parameter)


_ELSEWHERE = {
    "fixed": "write it under [fixed]",
    "category": "write it under [fixed]",
    "default": "the methodology has a value for it; leave it out",
    "period": "it is counted from the monitoring period; leave it out",
}


def _names_members_in_a_column(point: Monitored) -> bool:
    return bool(point.sources) and all(source.member_column for source in point.sources)


def _supplies(point: Monitored) -> bool:
    return any(source.use == "sum" for source in point.sources) or any(
        amount.use == "sum" for amount in point.amounts
    )


def _check_missing(project: Project, parameter: Parameter) -> Iterator[Finding]:
    def error(message: str, place: Place | None = None) -> Finding:
        where = place or Place(project.file, f"monitored.{parameter.name}")
        return Finding("P017", "error", where, message, parameter=parameter.name)

    points = project.monitored.get(parameter.name, ())
    what = f'"{parameter.name}" ({parameter.title})'
    if not points:
        if not parameter.optional:
            each = f' for each member of "{parameter.over}"' if parameter.over else ""
            yield error(
                f"nothing supplies {what}; write [[monitored.{parameter.name}.source]] or"
                f" [[monitored.{parameter.name}.amount]]{each}"
            )
        return
    for point in points:
        if not _supplies(point):
            yield error(
                f'nothing supplies {what}: no source and no amount of use = "sum"', point.place
            )
    if parameter.over is not None and not any(map(_names_members_in_a_column, points)):
        given = {point.member for point in points}
        missing = [m.id for m in project.sets.get(parameter.over, ()) if m.id not in given]
        if missing:
            yield error(f"nothing supplies {what} for {list_members(missing)}")


def _check_twice(parameter: Parameter, points: Sequence[Monitored]) -> Iterator[Finding]:
    first: dict[str | None, Monitored] = {}
    for point in points:
        if parameter.over and point.member is None and not _names_members_in_a_column(point):
            continue  # which member it is for is asked already
        known = first.setdefault(point.member, point)
        if known is not point:
            whose = f' of "{printable(point.member)}"' if point.member is not None else ""
            yield Finding(
                "P064",
                "error",
                point.place,
                f'"{parameter.name}"{whose} is monitored at {known.place} already; put its sources'
                " and amounts there, where they add up",
                parameter=parameter.name,
            )


def _check_point(
    methodology: Methodology, parameter: Parameter, point: Monitored
) -> Iterator[Finding]:
    def error(code: str, place: Place, message: str) -> Finding:
        return Finding(code, "error", place, message, parameter=parameter.name)

    def at(key: str) -> Place:
        return Place(point.place.file, f"{point.path}.{key}")

    units = _UnitsOf(methodology, parameter)
    if point.option is not None and parameter.options and point.option not in parameter.options:
        allowed = " or ".join(parameter.options)
        yield error(
            "P018",
            at("option"),
            f'monitoring option "{point.option}" may not supply "{parameter.name}"'
            f" (expected {allowed})",
        )
    if point.estimate is not None and not units.fit(point.estimate.unit):
        yield error("P011", at("estimate.unit"), units.sentence(point.estimate.unit))
    if point.rated is not None and not units.fit_rated(point.rated.unit):
        yield error("P011", at("rated.unit"), units.rated_sentence(point.rated.unit))
    if point.peak is not None and not units.fit_rated(point.peak.unit):
        yield error("P011", at("array.peak.unit"), units.rated_sentence(point.peak.unit))
    for source in point.sources:
        yield from _check_source(parameter, source, units)
    if point.irradiance is not None:
        yield from _check_irradiance(parameter, point.irradiance, units)
    for amount in point.amounts:
        key = "" if amount.place.line is not None else f"{amount.path}.unit"
        place = Place(amount.place.file, key, amount.place.line)
        if not units.sums:
            yield error(
                "P027",
                amount.place,
                f'"{parameter.name}" is a {parameter.aggregate} of readings; a stated amount'
                " is a sum",
            )
        elif not units.fit(amount.unit):
            yield error("P011", place, units.sentence(amount.unit))


def _check_resolutions(
    project: Project, methodology: Methodology, parameter: Parameter, point: Monitored
) -> Iterator[Finding]:
    """Judge the units of what the registers show."""
    units = _UnitsOf(methodology, parameter)
    for source in point.sources:
        meter = project.meters.get(source.meter or point.meter or "")
        if meter is None or meter.resolution is None or source.measures != "register":
            continue
        if not units.fit(meter.resolution.unit):
            key = "" if meter.place.line is not None else f"{meter.path}.resolution.unit"
            place = Place(meter.place.file, key, meter.place.line)
            message = units.sentence(meter.resolution.unit)
            yield Finding("P011", "error", place, message, parameter=parameter.name)


def _check_source(parameter: Parameter, source: Source, units: _UnitsOf) -> Iterator[Finding]:
    def error(code: str, key: str, message: str) -> Finding:
        place = Place(source.place.file, f"{source.path}.{key}")
        return Finding(code, "error", place, message, parameter=parameter.name)

    if (source.measures == "state") == units.sums:
        expected = "energy, power or register" if units.sums else "state"
        yield error(
            "P027",
            "measures",
            f'"{parameter.name}" is the {parameter.aggregate} of its readings; "{source.measures}"'
            f" does not give it (expected {expected})",
        )
    elif source.use == "compare" and not units.sums:
        yield error(
            "P027",
            "use",
            f'"{parameter.name}" is the {parameter.aggregate} of its readings; only sums are'
            " compared month by month",
        )
    elif source.measures == "power":
        if not units.fit_rate(source.unit):
            hint = '; write measures = "energy"' if units.fit(source.unit) else ""
            sentence = units.rate_sentence(source.unit)
            yield error("P011", "unit", f"{sentence}{hint}")
    elif not units.fit(source.unit):
        hint = '; write measures = "power"' if units.sums and units.fit_rate(source.unit) else ""
        yield error("P011", "unit", f"{units.sentence(source.unit)}{hint}")
    if source.rated is not None and not units.fit_rated(source.rated.unit):
        yield error("P011", "rated.unit", units.rated_sentence(source.rated.unit))
    if source.member_column is not None and parameter.over is None:
        yield error(
            "P062",
            "member_column",
            f'"{parameter.name}" is one for the whole project and has no members;'
            ' choose rows by "where"',
        )


def _check_irradiance(parameter: Parameter, source: Source, units: _UnitsOf) -> Iterator[Finding]:
    def error(code: str, key: str, message: str) -> Finding:
        place = Place(source.place.file, f"{source.path}.{key}")
        return Finding(code, "error", place, message, parameter=parameter.name)

    expected = _IRRADIANCE[source.measures]
    if not units.sums:
        yield error(
            "P027",
            "measures",
            f'"{parameter.name}" is the {parameter.aggregate} of its readings; irradiance is'
            " compared with a sum of generation",
        )
    elif not units.alike(source.unit, expected):
        yield error(
            "P011",
            "unit",
            f'"{source.unit}" is not the unit of an irradiance read as {source.measures}'
            f' (expected such as "{expected}")',
        )
    elif source.rated is not None and not units.fit_rated(source.rated.unit):
        yield error("P011", "rated.unit", units.rated_sentence(source.rated.unit))


_IRRADIANCE = {"power": "W/m2", "energy": "kWh/m2"}


class _UnitsOf:
    """Tell which units may supply a parameter: its own, or a rate that adds up to it."""

    def __init__(self, methodology: Methodology, parameter: Parameter) -> None:
        self._units = methodology.units
        self._hour = methodology.units.parse("hour")
        self._unit = parameter.unit or DIMENSIONLESS
        self._name = parameter.name
        self.sums = parameter.aggregate == "sum"

    def fit(self, text: str) -> bool:
        """Tell whether a unit has the parameter's dimension."""
        return is_convertible(self._units.parse(text), self._unit)

    def alike(self, text: str, other: str) -> bool:
        """Tell whether two units are of one dimension."""
        return is_convertible(self._units.parse(text), self._units.parse(other))

    def fit_rate(self, text: str) -> bool:
        """Tell whether a unit, taken over time, has the parameter's dimension: kW for MWh."""
        try:
            amount = multiply_units(self._units.parse(text), self._hour)
        except UnitError:
            return False  # a point on a scale adds up to nothing
        return is_convertible(amount, self._unit)

    def fit_rated(self, text: str) -> bool:
        """Tell whether a unit may say how much a point can carry."""
        return self.fit_rate(text) if self.sums else self.fit(text)

    def sentence(self, text: str) -> str:
        """Say that a unit is of another dimension."""
        return f'"{self._name}" is in {self._unit.text}, which "{text}" cannot be converted to'

    def rate_sentence(self, text: str) -> str:
        """Say that a unit is no rate of the parameter."""
        return (
            f'"{self._name}" is in {self._unit.text}, which "{text}" does not add up to over time'
        )

    def rated_sentence(self, text: str) -> str:
        """Say that a unit is no rated value of the parameter."""
        return self.rate_sentence(text) if self.sums else self.sentence(text)
