"""What every chart is put together from: the frame, axes with labels of our own, a legend.

All words and numbers beside the marks are texts that were made before: the renderer knows no
language, and takes none from the machine. Nothing is placed by the width of a text, so that
no font changes a drawing.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from jcm_mrv.numbers import format_exact
from jcm_mrv.views.charts.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jcm_mrv.views.charts.scale import Scale
    from jcm_mrv.views.words import Language

Layer = dict[str, Any]

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
WIDTH = 720
HEIGHT = 200
RIGHT = 16
BOTTOM = 46
LEGEND_ROW = 20
LEGEND_COLUMNS = 3
SMALL = 11
_CHARACTER = 7
_LEAST_LEFT = 48
_ROOM_FOR_LABEL = 44
_EVERY_MONTH = 14
_EVERY_QUARTER = 42


@dataclass(frozen=True, slots=True)
class Slot:
    """Hold a place on the axis of months: its key, and its month or else a label."""

    key: str
    month: str | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold a line of the legend: its words, and the mark beside them."""

    label: str
    mark: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Frame:
    """Hold the room around the marks [px]."""

    left: int
    top: int
    height: int = HEIGHT
    bottom: int = BOTTOM

    @property
    def width(self) -> int:
        """Of what lies between the axes."""
        return WIDTH - self.left - RIGHT


def frame_of(scale: Scale, language: Language, legend: Sequence[Entry], bottom: int) -> Frame:
    """Return the room that the labels of a scale and a legend ask for."""
    longest = max(len(label) for label in tick_labels(scale, language))
    rows = -(-len(legend) // LEGEND_COLUMNS)
    return Frame(max(_LEAST_LEFT, longest * _CHARACTER + 14), 26 + rows * LEGEND_ROW, bottom=bottom)


def spec_of(frame: Frame, layers: Iterable[Layer]) -> dict[str, Any]:
    """Return the whole specification."""
    return {
        "$schema": SCHEMA,
        "width": frame.width,
        "height": frame.height,
        "padding": {
            "left": frame.left,
            "right": RIGHT,
            "top": frame.top,
            "bottom": frame.bottom,
        },
        "autosize": {"type": "none"},
        "background": "transparent",
        "config": {
            "aria": False,
            "view": {"stroke": None},
            "text": {"fontSize": SMALL, "fill": Role.QUIET.paint},
            "bar": {"binSpacing": 0},
        },
        "layer": list(layers),
    }


def x_of(slots: Sequence[Slot], gap: float = 0.25, edge: float = 0.1) -> dict[str, Any]:
    """Return the axis of slots as an encoding.

    Args:
        slots: in their order.
        gap: between two of them, as a share of both.
        edge: at either end, as a share of one.
    """
    scale = {
        "type": "band",
        "domain": [slot.key for slot in slots],
        "paddingInner": gap,
        "paddingOuter": edge,
    }
    return {"field": "slot", "type": "nominal", "axis": None, "scale": scale}


def y_of(scale: Scale, field: str = "value") -> dict[str, Any]:
    """Return the axis of numbers as an encoding."""
    return {
        "field": field,
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": scale.domain, "nice": False, "zero": False},
    }


def tick_labels(scale: Scale, language: Language) -> list[str]:
    """Return the ticks as texts."""
    return [language.number(format_exact(tick), 12) for tick in scale.ticks]


def grid(scale: Scale, frame: Frame, language: Language, unit: str) -> list[Layer]:
    """Return the lines and labels of the axis of numbers, with the unit above them."""
    ticks = [
        {"value": float(tick), "label": label}
        for tick, label in zip(scale.ticks, tick_labels(scale, language), strict=True)
    ]
    y = y_of(scale)
    across = {"x": {"value": 0}, "x2": {"value": frame.width}}
    lines: list[Layer] = [
        {
            "data": {"values": ticks},
            "mark": {"type": "rule", "stroke": Role.GRID.paint},
            "encoding": {**across, "y": y},
        },
        {
            "data": {"values": ticks},
            "mark": {"type": "text", "align": "right", "baseline": "middle", "dx": -8},
            "encoding": {"x": {"value": 0}, "y": y, "text": {"field": "label"}},
        },
        {
            "data": {"values": [{"label": unit}]},
            "mark": {"type": "text", "align": "left", "baseline": "bottom"},
            "encoding": {
                "x": {"value": -frame.left + 4},
                "y": {"value": -12},
                "text": {"field": "label"},
            },
        },
    ]
    return lines


def base_line(scale: Scale, frame: Frame) -> list[Layer]:
    """Return the line of nought, where it is on the axis."""
    if not scale.low <= 0 <= scale.high:
        return []
    return [
        {
            "data": {"values": [{"value": 0}]},
            "mark": {"type": "rule", "stroke": Role.QUIET.paint},
            "encoding": {"x": {"value": 0}, "x2": {"value": frame.width}, "y": y_of(scale)},
        }
    ]


def month_axis(slots: Sequence[Slot], frame: Frame, language: Language) -> list[Layer]:
    """Return the labels under an axis of months: months or quarters where they have room."""
    first = {slot.month: slot.key for slot in reversed(slots) if slot.month}
    months = [(month, key) for month, key in reversed(first.items())]
    names = [
        {"slot": key, "label": language.short_month(month)}
        for month, key in months
        if _is_named(month, len(slots))
    ]
    years = [list(group) for _, group in groupby(months, key=lambda one: one[0][:4])]
    step = max(1, -(-_ROOM_FOR_LABEL * len(years) // frame.width))
    labels = [
        {"slot": group[len(group) // 2][1], "label": year_label(group[0][0], language)}
        for group in years
        if len(group) > 2 or len(years) < 3
        if int(group[0][0][:4]) % step == 0
    ]
    starts = [{"slot": group[0][1]} for group in years[1:]]
    others = [{"slot": slot.key, "label": slot.label} for slot in slots if not slot.month]
    x = x_of(slots)
    row = 14 if names else 0
    layers = [
        _texts(names, x, frame.height + 6),
        _texts(labels, x, frame.height + 6 + row, fill=Role.INK.paint),
        _texts(others, x, frame.height + 6, fill=Role.INK.paint),
    ]
    if starts:
        layers.append(
            {
                "data": {"values": starts},
                "mark": {"type": "rule", "stroke": Role.GRID.paint},
                "encoding": {
                    "x": {**x, "bandPosition": 0},
                    "y": {"value": 0},
                    "y2": {"value": frame.height + 6 + row},
                },
            }
        )
    return [layer for layer in layers if layer["data"]["values"]]


def room_under(slots: Sequence[Slot]) -> int:
    """Return the height of the labels under an axis of months [px]."""
    return BOTTOM if len(slots) <= _EVERY_QUARTER else BOTTOM - 14


def year_label(month: str, language: Language) -> str:
    """Return the year of a month as it stands on an axis."""
    return language.text("{year}", year=month[:4])


def _is_named(month: str, slots: int) -> bool:
    return slots <= _EVERY_MONTH or (slots <= _EVERY_QUARTER and int(month[5:]) % 3 == 1)


def _texts(values: list[Any], x: Mapping[str, Any], y: int, **mark: Any) -> Layer:
    return {
        "data": {"values": values},
        "mark": {"type": "text", "align": "center", "baseline": "top", **mark},
        "encoding": {"x": x, "y": {"value": y}, "text": {"field": "label"}},
    }


def legend(entries: Sequence[Entry], frame: Frame, columns: int = LEGEND_COLUMNS) -> list[Layer]:
    """Return the legend above the marks, a few entries a row."""
    layers: list[Layer] = []
    slot = WIDTH // max(1, columns)
    for place, entry in enumerate(entries):
        x = place % columns * slot - frame.left + 4
        y = place // columns * LEGEND_ROW - frame.top + 12
        values: dict[str, Any] = {"values": [{"label": entry.label}]}
        at = {"x": {"value": x + 8}, "y": {"value": y}}
        mark = dict(entry.mark)
        line = mark.pop("line", False)
        if line:
            ends = {"x": {"value": x - 4}, "x2": {"value": x + 18}, "y": {"value": y}}
            rule = {"type": "rule", **{k: v for k, v in mark.items() if k.startswith("stroke")}}
            layers.append({"data": values, "mark": rule, "encoding": ends})
        if mark.get("shape"):
            if line:
                mark.pop("strokeDash", None)
            point = {"type": "point", "opacity": 1, **mark}
            layers.append({"data": values, "mark": point, "encoding": at})
        layers.append(
            {
                "data": values,
                "mark": {
                    "type": "text",
                    "align": "left",
                    "baseline": "middle",
                    "fill": Role.INK.paint,
                },
                "encoding": {**at, "x": {"value": x + 24}, "text": {"field": "label"}},
            }
        )
    return layers
