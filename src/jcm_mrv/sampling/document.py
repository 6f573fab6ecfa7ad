"""A sample as a document: texts and exact numbers, for JSON and for the verifier's form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jcm_mrv.numbers import format_exact
from jcm_mrv.sampling.drawing import RULE

if TYPE_CHECKING:
    import datetime as dt
    from fractions import Fraction

    from jcm_mrv.sampling.sample import Reading, Sample


def describe_sample(sample: Sample) -> dict[str, Any]:
    """Return a sample as it stands in documents; weights, interval and start are in tCO2e."""
    return {
        "rule": RULE,
        "report": sample.lot.digest,
        "seed": sample.lot.seed,
        "size": sample.size,
        "weight": format_exact(sample.total),
        "interval": _exact(sample.interval),
        "start": _exact(sample.start),
        "readings": [describe_reading(one) for one in sample.readings],
        "left_out": [
            {
                "parameter": one.parameter,
                "member": one.member,
                "path": one.path,
                "count": one.count,
            }
            for one in sample.omissions
        ],
    }


def describe_reading(reading: Reading) -> dict[str, Any]:
    """Return a reading as it stands in documents; what it has not is not there."""
    place = reading.place
    cell = place.path if place.path and place.path != reading.column else None
    entry = {
        "parameter": reading.parameter,
        "member": reading.member,
        "meter": reading.meter,
        "file": place.file,
        "line": place.line,
        "cell": cell,
        "column": reading.column,
        "time": _moment(reading.start),
        "until": reading.end and _moment(reading.end),
        "value": reading.text,
        "unit": reading.unit,
        "why": list(reading.why),
        "weight": _exact(reading.weight),
        "probability": _exact(reading.probability),
    }
    return {key: value for key, value in entry.items() if value is not None}


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else format_exact(value)


def _moment(moment: dt.datetime) -> str:
    return moment.isoformat()
