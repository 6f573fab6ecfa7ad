"""The report's account of the project: who, what is fixed, how it is monitored, what happened."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from jcm_mrv.numbers import format_exact
from jcm_mrv.report.fields import day, given, moment, number, quantity, stated

if TYPE_CHECKING:
    from jcm_mrv.methodology.model import Methodology
    from jcm_mrv.project.model import FixedValue, Project
    from jcm_mrv.project.monitoring import Amount, Meter, Monitored, Source, StatedReading


def render_project(project: Project, methodology: Methodology) -> dict[str, Any]:
    """Return the project's own words and numbers, in the units that it wrote."""
    return {
        "reference_number": project.reference_number,
        "title": project.title,
        "country": project.country,
        "methodology": project.methodology,
        "time_zone": project.time_zone,
        "gwp_set": project.gwp_set,
        "start_of_operation": day(project.start_of_operation),
        "monitoring_period": {
            "start": project.start.isoformat(),
            "end": project.end.isoformat(),
            "cuts": [cut.isoformat() for cut in project.cuts],
        },
        "sets": [
            {
                "name": name,
                "members": [
                    given({"id": one.id, "start": day(one.start), "end": day(one.end)})
                    for one in members
                ],
            }
            for name, members in sorted(project.sets.items())
        ],
        "fixed": [_fixed(name, one) for name, values in project.fixed.items() for one in values],
        "monitored": [_point(one) for many in project.monitored.values() for one in many],
        "eligibility": [
            {
                "id": criterion.id,
                "text": criterion.text,
                "met": answer.met if answer else None,
                "evidence": answer.evidence if answer else "",
            }
            for criterion in methodology.eligibility
            for answer in [project.eligibility.get(criterion.id)]
        ],
        "participants": [
            given({"name": one.name, "country": one.country, "role": one.role})
            for one in project.participants
        ],
        "responsible": [
            given({"name": one.name, "role": one.role, "organization": one.organization})
            for one in project.responsible
        ],
        "events": [
            {
                "start": one.start.isoformat(),
                "end": one.end.isoformat(),
                "kind": one.kind,
                "evidence": one.evidence,
            }
            for one in project.events
        ],
        "other_schemes": [
            given(
                {
                    "scheme": one.scheme,
                    "reference": one.reference,
                    "start": day(one.start),
                    "end": day(one.end),
                    "resolution": one.resolution,
                    "comment": one.comment,
                }
            )
            for one in project.other_schemes
        ],
        **_context(project),
        **_kept_back(project),
    }


def _kept_back(project: Project) -> dict[str, Any]:
    """Tell what is confidential; the blinding makes guesses at it useless."""
    cover = project.report
    if cover is None or not cover.confidential:
        return {"confidential": []}
    return given({"confidential": list(cover.confidential), "blinding": cover.blinding})


def _context(project: Project) -> dict[str, Any]:
    before, expected = project.previous_period, project.estimate
    place, cover = project.location, project.report
    return {
        "previous_period": before
        and given(
            {
                "start": before.start.isoformat(),
                "end": before.end.isoformat(),
                "monitored": [
                    {"name": name, **(stated(one) or {})}
                    for name, one in sorted(before.monitored.items())
                ],
                "reductions": stated(before.reductions),
                "report": before.report,
                "explanation": before.explanation,
            }
        ),
        "estimate": expected
        and given(
            {
                "reductions": stated(expected.reductions),
                "source": expected.source,
                "explanation": expected.explanation,
            }
        ),
        "location": place
        and given(
            {
                "text": place.text,
                "region": place.region,
                "city": place.city,
                "latitude": number(place.latitude),
                "longitude": number(place.longitude),
            }
        ),
        "report": cover
        and given(
            {
                "version": cover.version,
                "date": day(cover.date),
                "prepared_by": cover.prepared_by,
                "comment": cover.comment,
            }
        ),
    }


def _fixed(name: str, one: FixedValue) -> dict[str, Any]:
    return given(
        {
            "name": name,
            "member": one.member,
            "value": one.value if isinstance(one.value, str) else format_exact(one.value),
            "unit": one.unit,
            "source": one.source,
            "from": day(one.start),
            "until": day(one.until),
        }
    )


def _point(one: Monitored) -> dict[str, Any]:
    return given(
        {
            "parameter": one.parameter,
            "member": one.member,
            "point": one.point,
            "option": one.option,
            "meter": one.meter,
            "estimate": stated(one.estimate),
            "rated": stated(one.rated),
            "peak": stated(one.peak),
            "gap_treatment": one.gap_treatment,
            "method": one.method,
            "frequency": one.frequency,
            "comment": one.comment,
            "sources": [_source(source) for source in one.sources],
            "irradiance": None if one.irradiance is None else _source(one.irradiance),
            "amounts": [_amount(amount) for amount in one.amounts],
        }
    )


def _source(one: Source) -> dict[str, Any]:
    """Tell what the readings of a source mean; how its file is spelt stays in project.toml."""
    return given(
        {
            "files": list(one.files),
            "columns": list(one.columns),
            "measures": one.measures,
            "unit": one.unit,
            "stamp": one.stamp,
            "step": None if one.step is None else str(one.step),
            "time_zone": one.time_zone,
            "clock": one.clock,
            "sign": one.sign,
            "use": one.use,
            "meter": one.meter,
            "from": moment(one.start),
            "until": moment(one.until),
            "multiplier": None if one.multiplier == Fraction(1) else format_exact(one.multiplier),
            "rollover": number(one.rollover),
            "first": _stated_reading(one.first),
            "last": _stated_reading(one.last),
            "rated": stated(one.rated),
            "gap_treatment": one.gap_treatment,
            "query": None if one.sql is None else one.sql.text,
        }
    )


def _stated_reading(one: StatedReading | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {"time": one.time.isoformat(), "value": format_exact(one.value)}


def _amount(one: Amount) -> dict[str, Any]:
    return {
        "start": one.start.isoformat(),
        "end": one.end.isoformat(),
        **quantity(one.value, one.unit),
        "evidence": one.evidence,
        "use": one.use,
    }


def render_meters(project: Project) -> list[dict[str, Any]]:
    """List the meters with their calibrations."""
    return [_meter(project.meters[name]) for name in sorted(project.meters)]


def _meter(meter: Meter) -> dict[str, Any]:
    interval = meter.calibration_interval
    return given(
        {
            "id": meter.id,
            "serial_number": meter.serial_number,
            "class": meter.accuracy_class,
            "standard": meter.standard,
            "mpe": number(meter.mpe),
            "mpe_source": meter.mpe_source,
            "ct": number(meter.ct),
            "vt": number(meter.vt),
            "resolution": stated(meter.resolution),
            "installed": day(meter.installed),
            "removed": day(meter.removed),
            "calibration_interval": None if interval is None else str(interval),
            "calibrations": [
                given(
                    {
                        "date": one.date.isoformat(),
                        "valid_until": day(one.valid_until),
                        "certificate": one.certificate,
                        "as_found": number(one.as_found),
                    }
                )
                for one in meter.calibrations
            ],
        }
    )
