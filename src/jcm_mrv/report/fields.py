"""Small values in the form that they have in documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jcm_mrv.numbers import format_exact

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from fractions import Fraction

    from jcm_mrv.project.monitoring import Quantity

SCHEMA = "jcm-mrv/report/1"
TONNES = "tCO2"


def quantity(value: Fraction, unit: str) -> dict[str, str]:
    """Return a number with its unit, as a plain decimal where it terminates."""
    return {"unit": unit, "value": format_exact(value)}


def stated(one: Quantity | None) -> dict[str, str] | None:
    """Return a number with its unit, as the project wrote it."""
    return None if one is None else quantity(one.value, one.unit)


def number(value: Fraction | None) -> str | None:
    """Return a number without a unit."""
    return None if value is None else format_exact(value)


def day(one: dt.date | None) -> str | None:
    """Return a day such as ``2017-03-01``."""
    return None if one is None else one.isoformat()


def moment(one: dt.datetime | None) -> str | None:
    """Return a local time such as ``2017-03-01T00:00:00``."""
    return None if one is None else one.isoformat()


def given(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return an entry without the keys that have no value."""
    return {key: value for key, value in entry.items() if value is not None}
