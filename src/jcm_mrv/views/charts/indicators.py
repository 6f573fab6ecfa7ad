"""How well the plant ran, month by month: a line for each indicator of the methodology."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jcm_mrv.numbers import format_exact
from jcm_mrv.views.charts.chart import Chart, clean
from jcm_mrv.views.charts.frame import (
    Entry,
    Slot,
    frame_of,
    grid,
    legend,
    month_axis,
    room_under,
    spec_of,
    x_of,
    y_of,
)
from jcm_mrv.views.charts.monthly import gap_layer
from jcm_mrv.views.charts.roles import LINES
from jcm_mrv.views.charts.scale import scale_of
from jcm_mrv.views.charts.series import check_count, is_month, number_of
from jcm_mrv.views.charts.table import NONE, month_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from jcm_mrv.views.words import Language

NAME = "indicator"
MOST_INDICATORS = 8
PLACES = 4
_ROOMY = 42
_SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
_DASHES = ([1, 0], [7, 3], [2, 2], [9, 3, 2, 3], [4, 4], [12, 4])


@dataclass(frozen=True, slots=True)
class Line:
    """Hold an indicator, or one member of it, by month."""

    member: str
    values: tuple[Fraction | None, ...]


def draw_indicators(document: Mapping[str, Any], language: Language) -> tuple[Chart, ...]:
    """Return a chart for each indicator that has a value in some month.

    Raises:
        CannotDraw: a number is too large, or there are too many months.
    """
    months = [one for one in document.get("months", ()) if is_month(one["month"])]
    months.sort(key=lambda one: (one["month"], one["segment"]))
    check_count(months)
    known = document["methodology"].get("indicators", ())
    return tuple(
        _draw(f"{NAME}-{number}", indicator, months, document, language)
        for number, indicator in enumerate(known[:MOST_INDICATORS], 1)
    )


def _draw(
    name: str,
    indicator: Mapping[str, Any],
    months: Sequence[Mapping[str, Any]],
    document: Mapping[str, Any],
    language: Language,
) -> Chart:
    _ = language.text
    title = clean(language.known(indicator["title"]), 120)
    title = _("{indicator} by month", indicator=title)
    lines, others = lines_of(indicator["name"], months)
    if not any(value is not None for line in lines for value in line.values):
        return Chart(name, title, _why_none(indicator, document["project"], language))
    unit = clean(indicator["unit"])
    label = "" if unit == "1" else unit
    head = clean(indicator["name"])
    header, rows = month_table(
        [one["month"] for one in months],
        {
            clean(line.member) or head: [_cell(value, language) for value in line.values]
            for line in lines
        },
        label,
        language,
    )
    return Chart(
        name,
        title,
        _describe(lines, others, months, label, language),
        _spec(lines, months, label, language),
        header,
        rows,
    )


def _why_none(indicator: Mapping[str, Any], project: Mapping[str, Any], language: Language) -> str:
    _ = language.text
    if indicator.get("nameplate") and not any(one.get("peak") for one in project["monitored"]):
        return _(
            "It needs the power of the array as its name plate says it (peak), which the project "
            "does not state."
        )
    return _("No month has a value of it, so there is nothing to draw.")


def lines_of(name: str, months: Sequence[Mapping[str, Any]]) -> tuple[tuple[Line, ...], int]:
    """Return the lines of an indicator, and how many further members it has.

    Args:
        name: of the indicator.
        months: entries of the report, in order of time.

    Raises:
        CannotDraw: a number is too large.
    """
    entries: list[Mapping[str, Any]] = [
        next((i for i in one["indicators"] if i["name"] == name), {}) for one in months
    ]
    members = list(dict.fromkeys(m for one in entries for m in one.get("members") or ()))
    if not members:
        return (Line("", tuple(number_of(one.get("value")) for one in entries)),), 0
    drawn = members[: len(LINES)]
    columns = [
        dict(zip(e.get("members") or (), e.get("values") or (), strict=True)) for e in entries
    ]
    lines = (
        Line(member, tuple(number_of(column.get(member)) for column in columns)) for member in drawn
    )
    return tuple(lines), len(members) - len(drawn)


def _cell(value: Fraction | None, language: Language) -> str:
    return NONE if value is None else language.number(format_exact(value), PLACES)


def _describe(
    lines: Sequence[Line],
    others: int,
    months: Sequence[Mapping[str, Any]],
    unit: str,
    language: Language,
) -> str:
    _ = language.text
    known = [
        (value, one["month"])
        for line in lines
        for value, one in zip(line.values, months, strict=True)
        if value is not None
    ]
    least, most = min(known), max(known)
    text = _(
        "By month: least {least} in {least_month}, most {most} in {most_month}.",
        least=f"{_cell(least[0], language)} {unit}".strip(),
        least_month=language.month(least[1]),
        most=f"{_cell(most[0], language)} {unit}".strip(),
        most_month=language.month(most[1]),
    )
    if others:
        said = _(
            "{drawn} of {all} members are shown; the report has the others.",
            drawn=language.whole(len(lines)),
            all=language.whole(len(lines) + others),
        )
        text = language.sentences((text, said))
    return text


def _spec(
    lines: Sequence[Line], months: Sequence[Mapping[str, Any]], unit: str, language: Language
) -> dict[str, Any]:
    slots = [Slot(f"{one['month']}/{place}", one["month"]) for place, one in enumerate(months)]
    scale = scale_of(
        (value for line in lines for value in line.values if value is not None), zero=False
    )
    looks = [
        {"stroke": role.paint, "strokeWidth": 2, "strokeDash": dash}
        for role, dash in zip(LINES, _DASHES, strict=True)
    ]
    points = [
        {
            "shape": shape,
            "size": 36 if len(slots) <= _ROOMY else 9,
            "fill": role.paint,
            "stroke": role.paint,
        }
        for role, shape in zip(LINES, _SHAPES, strict=True)
    ]
    entries = [
        Entry(clean(line.member, 26), {"line": True, **look, **point})
        for line, look, point in zip(lines, looks, points, strict=False)
        if line.member
    ]
    frame = frame_of(scale, language, entries, room_under(slots))
    x, y = x_of(slots), y_of(scale)
    layers = grid(scale, frame, language, unit)
    gaps = [
        {"slot": slot.key}
        for place, slot in enumerate(slots)
        if all(line.values[place] is None for line in lines)
    ]
    if gaps:
        layers.append(gap_layer(gaps, x, frame.height))
    for line, look, point in zip(lines, looks, points, strict=False):
        values, run = [], 0
        for slot, value in zip(slots, line.values, strict=True):
            if value is None:
                run += 1
            else:
                values.append({"slot": slot.key, "value": float(value), "run": run})
        data = {"values": values}
        detail = {"field": "run", "type": "nominal"}
        layers.append(
            {
                "data": data,
                "mark": {"type": "line", **look},
                "encoding": {"x": x, "y": y, "detail": detail},
            }
        )
        layers.append(
            {
                "data": data,
                "mark": {"type": "point", "opacity": 1, **point},
                "encoding": {"x": x, "y": y},
            }
        )
    return spec_of(frame, [*layers, *month_axis(slots, frame, language), *legend(entries, frame)])
