"""What of the monitoring is judged within the project: meters, treatments of gaps, invoices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.findings import Finding, Place
from jcm_mrv.numbers import format_exact
from jcm_mrv.project.values import begin, finish, printable
from jcm_mrv.shapes import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jcm_mrv.project.model import Project
    from jcm_mrv.project.monitoring import Amount, Meter, Monitored, Source


def check_points(project: Project) -> Iterator[Finding]:
    """Judge each monitoring point beside the meters and events of the project."""
    for points in project.monitored.values():
        for point in points:
            if point.meter is not None and point.meter not in project.meters:
                yield _unknown_meter(project, point, point, point.meter)
            for source in point.sources:
                yield from _check_meter(project, point, source)
                yield from _check_treatment(project, point, source)
            yield from _check_amounts(point)
    yield from _check_plates(project)


def _check_meter(project: Project, point: Monitored, source: Source) -> Iterator[Finding]:
    if source.meter is not None and source.meter not in project.meters:
        yield _unknown_meter(project, point, source, source.meter)
        return
    meter = project.meters.get(source.meter or point.meter or "")
    if meter is not None:
        yield from _check_days(project, point, source, meter)
        if source.measures == "register":
            yield from _check_multiplier(point, source, meter)
    if point.option != "C" or (meter is None and point.meter is not None):
        return
    if meter is None:
        yield Finding(
            "P052",
            "warning",
            source.place,
            'option "C" is a measurement with own equipment, but no meter is named, so that its'
            ' calibration is not known; write meter = "…" and a [[meters]] table',
            parameter=point.parameter,
        )
    elif not meter.calibrations:
        yield Finding(
            "P052",
            "warning",
            meter.place,
            f'no calibration of the meter "{printable(meter.id)}" is known; write calibrations'
            " with date, valid_until and certificate",
            parameter=point.parameter,
            meter=meter.id,
        )


def _check_plates(project: Project) -> Iterator[Finding]:
    """Ask once a meter of option C for what the JCM's form wants to know of it."""
    points = (point for many in project.monitored.values() for point in many)
    names = dict.fromkeys(
        name
        for point in points
        if point.option == "C"
        for name in (point.meter, *(source.meter for source in point.sources))
    )
    for meter in (project.meters.get(name or "") for name in names):
        if meter is None:
            continue
        plate = {
            "serial_number": meter.serial_number,
            "class": meter.accuracy_class,
            "standard": meter.standard,
        }
        missing = [key for key, text in plate.items() if text is None]
        if not missing:
            continue
        yield Finding(
            "P053",
            "note",
            meter.place,
            f'the meter "{printable(meter.id)}" has no {_listed(missing)}; the monitoring report'
            " asks for the specification of equipment under option C: copy it from the name"
            " plate",
            meter=meter.id,
        )


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _check_days(
    project: Project, point: Monitored, source: Source, meter: Meter
) -> Iterator[Finding]:
    """A source may only speak for days on which its meter was in place."""
    start = max(source.start or begin(project.start), begin(project.start))
    end = min(source.until or finish(project.end), finish(project.end))
    if end <= start:
        return
    for key, edge, outside in (
        ("installed", meter.installed, meter.installed and start < begin(meter.installed)),
        ("removed", meter.removed, meter.removed and end > finish(meter.removed)),
    ):
        if not outside:
            continue
        way = "from" if key == "installed" else "until"
        yield Finding(
            "P054",
            "error",
            source.place,
            f"the source speaks for {start:%Y-%m-%d %H:%M} to {end:%Y-%m-%d %H:%M}, but the meter"
            f' "{printable(meter.id)}" was {key} on {edge}; write {way} = ... in the source, or'
            " correct the day",
            parameter=point.parameter,
            meter=meter.id,
        )


def _unknown_meter(
    project: Project, point: Monitored, where: Monitored | Source, meter: str
) -> Finding:
    hint = nearest(meter, project.meters) or "; write a [[meters]] table with this id"
    return Finding(
        "P050",
        "error",
        Place(where.place.file, f"{where.path}.meter"),
        f'"{printable(meter)}" is not a meter of this project{hint}',
        parameter=point.parameter,
        meter=meter,
    )


def _check_multiplier(point: Monitored, source: Source, meter: Meter) -> Iterator[Finding]:
    product = meter.ratio
    if product is None:
        return
    if source.multiplier != product:
        parts = [
            f"{name} {format_exact(ratio)}"
            for name, ratio in (("ct", meter.ct), ("vt", meter.vt))
            if ratio is not None
        ]
        yield Finding(
            "P051",
            "error",
            Place(source.place.file, f"{source.path}.multiplier"),
            f"the multiplier is {format_exact(source.multiplier)}, but the transformers of the"
            f' meter "{printable(meter.id)}" give {format_exact(product)} ({" x ".join(parts)});'
            f" write multiplier = {format_exact(product)}, or correct the meter",
            parameter=point.parameter,
            meter=meter.id,
        )


def _check_treatment(project: Project, point: Monitored, source: Source) -> Iterator[Finding]:
    treatment = source.gap_treatment or point.gap_treatment
    needs = {
        "maximum": (
            source.rated or point.rated,
            'the most that the point can carry: rated = { value = …, unit = "kW" }',
        ),
        "invoice": (
            any(amount.use == "fill" for amount in point.amounts),
            'amounts of use = "fill" to fill the gaps with',
        ),
        "substitute": (
            any(each.use == "substitute" for each in point.sources),
            'a source of use = "substitute", the redundant meter',
        ),
        "outage": (
            any(event.kind in ("outage", "maintenance", "shutdown") for event in project.events),
            'an [[events]] table of kind = "outage" that says when',
        ),
    }
    given, what = needs.get(treatment or "", (True, ""))
    if source.use == "sum" and not given:
        where = source if source.gap_treatment is not None else point
        yield Finding(
            "P061",
            "error",
            Place(where.place.file, f"{where.path}.gap_treatment"),
            f'the treatment "{treatment}" needs {what}',
            parameter=point.parameter,
        )


def _check_amounts(point: Monitored) -> Iterator[Finding]:
    """Two amounts of one use may not claim the same time."""
    for use in ("sum", "fill", "compare"):
        latest: Amount | None = None
        for amount in sorted(
            (each for each in point.amounts if each.use == use), key=lambda each: each.start
        ):
            if latest is not None and amount.start < latest.end:
                yield _shared(point, latest, amount)
            if latest is None or amount.end > latest.end:
                latest = amount


def _shared(point: Monitored, earlier: Amount, later: Amount) -> Finding:
    first, end = later.start, min(earlier.end, later.end)
    days = (end - first).days
    message = f"this amount shares {first.date()} with that of {earlier.place}"
    if days == 1 and "inclusive" in (earlier.dates, later.dates):
        message += (
            '; where both dates are days on which the meter was read, write dates = "readings",'
            " which does not count the end day"
        )
    else:
        message = f"this amount shares the time from {first} to {end} with that of {earlier.place}"
        message += "; two accounts of one time are added into one amount"
    return Finding(
        "P060", "error", later.place, message, parameter=point.parameter, span=(first, end)
    )
