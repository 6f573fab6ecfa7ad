"""D155: reactive or apparent energy taken for active energy."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from jcm_mrv.checks.check import Check
from jcm_mrv.findings import Finding
from jcm_mrv.numbers import printable
from jcm_mrv.units import UnitError, conversion_factor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jcm_mrv.checks.view import View
    from jcm_mrv.readings.series import Series

CHECK = Check(
    code="D155",
    since="0.2.0",
    title="reactive or apparent energy taken for active",
    why=(
        "Meters export kWh, kvarh and kVAh side by side, and the columns look alike. Reactive "
        "energy is no energy that was supplied. Apparent energy is more than the active: as a "
        "consumption it is on the careful side, as a generation it claims what was never "
        "there."
    ),
    remedy=(
        "Take the column of the active energy. If the column is active and only its name is "
        "not, correct the name in the export."
    ),
    bad='columns = ["Import kvarh"], unit = "kWh"',
    good='columns = ["Import kWh"], unit = "kWh"',
)

# Words of a name: letters of one case, or a capital and what follows, without digits.
_WORD = re.compile(r"[^\W\d_]+")
_HUMP = re.compile(r"(?<=[a-z]{3})(?=[A-Z][a-z]{2})")
_ACTIVE = re.compile(r"[kmg]?wh?|wirk\w*|有効\w*")
_UNIT = re.compile(r"(?:[kmg](?P<r>var)h?|(?P<s>varh)|[kmg](?P<a>va)h?|(?P<b>vah))(?:h|r|s)?")
_REACTIVE = re.compile(
    r"^(?:reactiv|réactiv|reaktiv|reaktif|blind(?:arbeit|energie|leistung))|無効"
)
_APPARENT = re.compile(r"^(?:apparent|aparente|schein(?:arbeit|energie|leistung))|皮相")
# What a transformer can carry, in the name of what lies behind it.
_RATING = re.compile(r"\d[\d.,]*\s*[kM]?VA(?!\w)")


def judge(view: View) -> Iterator[Finding]:
    """Read the names of the columns of an active quantity."""
    series = view.series
    if series.source.measures == "state" or not _is_active(view):
        return
    for i in series.columns:
        name = _heading(series, i)
        kind = kind_of(name)
        if kind is None:
            continue
        harmless = kind == "apparent" and series.side == "high"
        yield Finding(
            "D155",
            "warning" if harmless else "error",
            view.place,
            f'the column "{printable(name)}" is named for {kind} energy, but {view.unit} is a '
            "unit of active energy; take the column of the active energy, or correct the name",
            parameter=series.parameter,
            meter=view.meter_id,
        )


def _heading(series: Series, column: int) -> str:
    """Return the heading of a column, also of one that is named by its letter."""
    name, file = series.column_name(column), series.found.reading.table.files[0]
    return file.header[file.at(name)]


@cache
def kind_of(name: str) -> str | None:
    """Return ``reactive`` or ``apparent`` where a name says so; None where it does not.

    A name that also speaks of an active unit says nothing for sure.
    """
    parted = _HUMP.sub(" ", _RATING.sub(" ", name))
    words = [word.lower() for word in _WORD.findall(parted)]
    if any(_ACTIVE.fullmatch(word) for word in words):
        return None
    for word in words:
        unit = _UNIT.fullmatch(word)
        if _REACTIVE.search(word) or (unit and (unit["r"] or unit["s"])):
            return "reactive"
        if _APPARENT.search(word) or unit:
            return "apparent"
    return None


def _is_active(view: View) -> bool:
    unit = view.units.parse(view.unit)
    for text in ("kWh", "kW"):
        try:
            conversion_factor(unit, view.units.parse(text))
        except UnitError:
            continue
        return True
    return False
