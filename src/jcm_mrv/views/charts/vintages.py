"""Reference against project emissions by line, with what was reduced."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from jcm_mrv.numbers import format_exact
from jcm_mrv.views.charts.chart import Chart
from jcm_mrv.views.charts.frame import (
    Entry,
    Slot,
    base_line,
    frame_of,
    grid,
    legend,
    spec_of,
    x_of,
    y_of,
)
from jcm_mrv.views.charts.roles import Role
from jcm_mrv.views.charts.scale import scale_of
from jcm_mrv.views.charts.series import CannotDraw, value_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from jcm_mrv.views.words import Language

NAME = "emissions"
UNIT = "tCO2"
MOST_LINES = 60
_LABELLED_LINES = 5
_KINDS = {
    "reference_emissions": Role.REFERENCE,
    "project_emissions": Role.PROJECT,
    "emission_reductions": Role.REDUCTIONS,
}


def draw_vintages(document: Mapping[str, Any], language: Language) -> Chart:
    """Return the chart of the lines.

    Raises:
        CannotDraw: there are too many lines, or a number is too large.
    """
    _ = language.text
    lines: Sequence[Mapping[str, Any]] = document["vintages"]
    title = _("Reference and project emissions by line")
    if len(lines) > MOST_LINES:
        raise CannotDraw
    values = [{kind: value_of(line[kind]) for kind in _KINDS} for line in lines]
    if not any(value is not None for line in values for value in line.values()):
        return Chart(NAME, title, _("Nothing could be calculated, so there is nothing to draw."))
    names = _kind_names(language)
    labels = _labels(lines, language)
    header = (_("Period"), *(f"{name} [{UNIT}]" for name in names.values()))
    rows = tuple(
        (
            language.period(line["start"], line["end"]),
            *(_cell(line[kind], language) for kind in _KINDS),
        )
        for line in lines
    )
    description = _(
        "Bars for each line: reference emissions, project emissions, and emission reductions, "
        "their difference."
    )
    return Chart(NAME, title, description, _spec(values, labels, language), header, rows)


def _kind_names(language: Language) -> dict[str, str]:
    _ = language.text
    return {
        "reference_emissions": _("Reference emissions"),
        "project_emissions": _("Project emissions"),
        "emission_reductions": _("Emission reductions"),
    }


def _labels(lines: Sequence[Mapping[str, Any]], language: Language) -> list[str]:
    """Return the year of each line, numbered where a year has several."""
    many = Counter(line["year"] for line in lines)
    seen: Counter[int] = Counter()
    labels = []
    for line in lines:
        year = language.text("{year}", year=line["year"])
        seen[line["year"]] += 1
        labels.append(year if many[line["year"]] == 1 else f"{year} ({seen[line['year']]})")
    return labels


def _cell(quantity: Mapping[str, Any] | None, language: Language) -> str:
    return "–" if quantity is None else language.fixed(quantity["value"], 3)


def _spec(
    values: Sequence[Mapping[str, Fraction | None]], labels: Sequence[str], language: Language
) -> dict[str, Any]:
    drawn: list[dict[str, Any]] = [
        {
            "slot": str(place),
            "kind": kind,
            "value": float(value),
            "label": language.number(format_exact(value), 1 if abs(value) < 100 else 0),
        }
        for place, line in enumerate(values)
        for kind, value in line.items()
        if value is not None
    ]
    scale = scale_of(value for line in values for value in line.values() if value is not None)
    names = _kind_names(language)
    entries = [
        Entry(names[kind], {"shape": "square", "size": 130, "fill": role.paint})
        for kind, role in _KINDS.items()
    ]
    frame = frame_of(scale, language, entries, bottom=26)
    slots = [Slot(str(place)) for place in range(len(values))]
    x = x_of(slots, gap=0.4, edge=max(0.2, 1.6 - 0.5 * len(slots)))
    offset = {"field": "kind", "type": "nominal", "scale": {"domain": list(_KINDS)}}
    colour = {
        "field": "kind",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": list(_KINDS), "range": [role.paint for role in _KINDS.values()]},
    }
    y = y_of(scale)
    bars = {
        "data": {"values": drawn},
        "mark": {"type": "bar"},
        "encoding": {"x": x, "xOffset": offset, "y": y, "fill": colour},
    }
    step = -(-len(labels) // 12)
    named = [
        {"slot": str(place), "label": label}
        for place, label in enumerate(labels)
        if place % step == 0
    ]
    below = {
        "data": {"values": named},
        "mark": {"type": "text", "align": "center", "baseline": "top", "fill": Role.INK.paint},
        "encoding": {"x": x, "y": {"value": frame.height + 8}, "text": {"field": "label"}},
    }
    layers = [*grid(scale, frame, language, UNIT), bars, *base_line(scale, frame), below]
    if len(values) <= _LABELLED_LINES:
        for up in (True, False):
            values_here = [one for one in drawn if (one["value"] >= 0) is up]
            mark = {"type": "text", "baseline": "bottom" if up else "top", "dy": -3 if up else 3}
            encoding = {"x": x, "xOffset": offset, "y": y, "text": {"field": "label"}}
            if values_here:
                layers.append({"data": {"values": values_here}, "mark": mark, "encoding": encoding})
    return spec_of(frame, [*layers, *legend(entries, frame)])
