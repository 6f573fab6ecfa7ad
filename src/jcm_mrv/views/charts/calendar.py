"""A calendar as tiles: a row for each year, a column for each month."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from jcm_mrv.numbers import format_exact
from jcm_mrv.views.charts.frame import Entry, Frame, legend, spec_of, year_label
from jcm_mrv.views.charts.roles import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jcm_mrv.views.words import Language

ROW = 26
LEFT = 56
TOP = 58
_LEAST = Fraction(1, 1000)
_MONTHS = [f"{number:02d}" for number in range(1, 13)]

Look = dict[str, Any]

WHOLE: Look = {"fill": Role.REDUCTIONS.paint}
PARTIAL: Look = {"fill": Role.PARTIAL.paint, "stroke": Role.REDUCTIONS.paint, "strokeWidth": 1}
NONE: Look = {"fill": "transparent", "stroke": Role.INK.paint, "strokeWidth": 2.5}
SILENT: Look = {
    "fill": "transparent",
    "stroke": Role.MISSING.paint,
    "strokeDash": [3, 3],
    "strokeWidth": 1,
}


def draw_calendar(
    months: Sequence[tuple[str, Fraction | None]], language: Language
) -> dict[str, Any]:
    """Return the specification of a calendar.

    Args:
        months: each with the share that is there, or None where nothing was expected.
        language: of the reader.
    """
    _ = language.text
    years = sorted({month[:4] for month, share in months})
    frame = Frame(LEFT, TOP, len(years) * ROW, 6)
    x = {
        "field": "month",
        "type": "nominal",
        "axis": None,
        "scale": {"type": "band", "domain": _MONTHS, "paddingInner": 0.08},
    }
    y = {
        "field": "year",
        "type": "nominal",
        "axis": None,
        "scale": {"type": "band", "domain": years, "paddingInner": 0.16},
    }
    states = {
        _("complete"): (WHOLE, Role.ON_FULL),
        _("in part"): (PARTIAL, Role.ON_PARTIAL),
        _("no reading"): (NONE, Role.INK),
        _("nothing expected"): (SILENT, Role.QUIET),
    }
    tiles: dict[str, list[dict[str, Any]]] = {name: [] for name in states}
    for month, share in months:
        name = list(states)[_state(share)]
        label = _label(share, language)
        tiles[name].append({"month": month[5:], "year": month[:4], "label": label})
    layers: list[dict[str, Any]] = []
    for name, (look, ink) in states.items():
        if not tiles[name]:
            continue
        data = {"values": tiles[name]}
        layers.append(
            {"data": data, "mark": {"type": "rect", **look}, "encoding": {"x": x, "y": y}}
        )
        layers.append(
            {
                "data": data,
                "mark": {"type": "text", "baseline": "middle", "fill": ink.paint},
                "encoding": {"x": x, "y": y, "text": {"field": "label"}},
            }
        )
    heads = [{"month": month, "label": language.short_month(f"2001-{month}")} for month in _MONTHS]
    layers.append(_texts(heads, {"x": x, "y": {"value": -8}}, baseline="bottom"))
    rows = [{"year": year, "label": year_label(year, language)} for year in years]
    layers.append(
        _texts(
            rows,
            {"x": {"value": -8}, "y": y},
            align="right",
            baseline="middle",
            fill=Role.INK.paint,
        )
    )
    entries = [
        Entry(name, {"shape": "square", "size": 130, **look})
        for name, (look, _ink) in states.items()
        if tiles[name]
    ]
    return spec_of(frame, [*layers, *legend(entries, frame, columns=len(entries))])


def _state(share: Fraction | None) -> int:
    """Return whether a month is whole, in part, without a reading, or without expectation."""
    if share is None:
        return 3
    return 0 if share >= 1 else 1 if share else 2


def _label(share: Fraction | None, language: Language) -> str:
    if share is None:
        return "–"
    text = language.percent(format_exact(share), 1)
    return f"< {language.percent('0.001', 1)}" if share and share < _LEAST else text


def _texts(values: list[Any], place: dict[str, Any], **mark: Any) -> dict[str, Any]:
    return {
        "data": {"values": values},
        "mark": {"type": "text", **mark},
        "encoding": {**place, "text": {"field": "label"}},
    }
