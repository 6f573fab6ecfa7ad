"""The plan of a project as a lock keeps it, and the bytes of a lock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import rfc8785

from jcm_mrv.lock import model
from jcm_mrv.lock.reading import seal
from jcm_mrv.numbers import format_exact

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from fractions import Fraction

    from jcm_mrv.methodology.model import Methodology
    from jcm_mrv.project.model import FixedValue, Project
    from jcm_mrv.project.monitoring import Meter, Monitored, Quantity, Source


def describe_plan(
    project: Project,
    methodology: Methodology,
    readings: Iterable[model.LockedReadings] = (),
    inputs: Iterable[model.LockedInput] = (),
    changes: Iterable[model.LockedChange] = (),
) -> model.Lock:
    """Return the lock of a project as it is now.

    Args:
        project: the project.
        methodology: the one that it names.
        readings: the accepted months.
        inputs: the files that were read.
        changes: those that were named so far.
    """
    points = (point for points in project.monitored.values() for point in points)
    values = ((name, value) for name, values in project.fixed.items() for value in values)
    members = ((name, one) for name, many in project.sets.items() for one in many)
    return model.Lock(
        schema="jcm-mrv/lock/1",
        project=model.LockedProject(
            reference_number=project.reference_number,
            title=project.title,
            country=project.country,
            methodology=project.methodology,
            time_zone=project.time_zone,
            start_of_operation=_day(project.start_of_operation),
            gwp_set=project.gwp_set,
        ),
        methodology=model.LockedMethodology(
            id=methodology.id,
            version=methodology.version,
            rules_sha256=methodology.rules_sha256,
            file_sha256=methodology.file_sha256,
        ),
        fixed=tuple(sorted((_value(name, value) for name, value in values), key=_fixed_key)),
        members=_sorted(
            model.LockedMember(set=name, id=one.id, start=_day(one.start), end=_day(one.end))
            for name, one in members
        ),
        monitored=_sorted(_point(point) for point in points),
        meters=_sorted(_meter(meter) for meter in project.meters.values()),
        readings=tuple(readings),
        inputs=tuple(inputs),
        changes=tuple(changes),
    )


def render_lock(lock: model.Lock) -> bytes:
    """Return the bytes of ``project.lock``: canonical JSON (RFC 8785), and a final line end."""
    content: dict[str, Any] = lock.model_dump(by_alias=True, exclude_none=True)
    return seal(rfc8785.dumps(content))


def describe_source(source: Source) -> model.LockedSource:
    """Return what a lock keeps of a source of readings."""
    return model.LockedSource(
        measures=source.measures,
        unit=source.unit,
        step=None if source.step is None else str(source.step),
        sign=source.sign,
        use=source.use,
        meter=source.meter,
        multiplier=format_exact(source.multiplier),
        rollover=_number(source.rollover),
        rated=_quantity(source.rated),
        gap_treatment=source.gap_treatment,
    )


def _value(name: str, value: FixedValue) -> model.LockedValue:
    text = value.value if isinstance(value.value, str) else format_exact(value.value)
    return model.LockedValue.model_validate(
        {
            "name": name,
            "member": value.member,
            "value": text,
            "unit": value.unit,
            "source": value.source,
            "from": _day(value.start),
            "until": _day(value.until),
        }
    )


def _point(point: Monitored) -> model.LockedPoint:
    # Only what counts is the plan: sources that are merely compared may come and go.
    sources = (one for one in point.sources if one.use in ("sum", "substitute"))
    # Readings may be split over any number of like sources.
    once = {one.model_dump_json(): one for one in map(describe_source, sources)}
    return model.LockedPoint(
        parameter=point.parameter,
        member=point.member,
        point=point.point,
        option=point.option,
        meter=point.meter,
        estimate=_quantity(point.estimate),
        rated=_quantity(point.rated),
        gap_treatment=point.gap_treatment,
        method=point.method,
        frequency=point.frequency,
        sources=tuple(once[key] for key in sorted(once)),
    )


def _meter(meter: Meter) -> model.LockedMeter:
    interval = meter.calibration_interval
    return model.LockedMeter.model_validate(
        {
            "id": meter.id,
            "serial_number": meter.serial_number,
            "class": meter.accuracy_class,
            "standard": meter.standard,
            "mpe": _number(meter.mpe),
            "ct": _number(meter.ct),
            "vt": _number(meter.vt),
            "calibration_interval": None if interval is None else str(interval),
        }
    )


def _sorted(many: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(sorted(many, key=lambda one: tuple(str(part or "") for _, part in one)))


def _fixed_key(one: model.LockedValue) -> tuple[str, ...]:
    return one.name, one.member or "", one.start or "", one.until or "", one.value


def _quantity(quantity: Quantity | None) -> model.LockedQuantity | None:
    if quantity is None:
        return None
    return model.LockedQuantity(value=format_exact(quantity.value), unit=quantity.unit)


def _number(value: Fraction | None) -> str | None:
    return None if value is None else format_exact(value)


def _day(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()
