"""The parameters: those monitored, each with its point and meter, and those fixed, with sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.views.page.blocks import STACKED, facts, fold, items, left_out, section, table
from jcm_mrv.views.page.markup import Markup, element, join
from jcm_mrv.views.page.mathml import math, render_symbol
from jcm_mrv.views.reported.parameters import (
    defaults_of,
    fixed_of,
    monitored_of,
    options_of,
)
from jcm_mrv.views.reported.results import segment_labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jcm_mrv.views.page.markup import Child
    from jcm_mrv.views.page.view import View
    from jcm_mrv.views.reported.parameters import Given, Monitored

SHOWN_POINTS = 60
MAX_OPEN = 8
SHOWN_GIVEN = 200
SHOWN_VALUES = 24


def render_parameters(view: View) -> Markup:
    """Render what is monitored, what is fixed, and the defaults of the methodology."""
    _ = view.language.text
    fixed = fixed_of(view.parsed, view.language, SHOWN_GIVEN)
    stated = len(view.parsed.report.project.fixed)
    defaults = defaults_of(view.parsed, view.language)
    return section(
        "parameters",
        _("Parameters"),
        element("h3", _("Monitored ex post")),
        _points(view),
        element("h3", _("Fixed by the project ex ante")) if fixed else None,
        _given(view, _("Project-specific parameters fixed ex ante"), fixed, stated),
        element("h3", _("Default values of the methodology")) if defaults else None,
        _given(
            view,
            _("Default values of the methodology and where they were read"),
            defaults,
            len(defaults),
        ),
    )


def _points(view: View) -> Markup:
    _ = view.language.text
    points = monitored_of(view.parsed, view.language, SHOWN_POINTS)
    count = len(view.parsed.report.project.monitored)
    if not points:
        return element("p", _("No parameter is monitored."))
    labels = segment_labels(view.parsed, view.language)
    opened = count <= MAX_OPEN
    cards = [_point(view, one, labels, opened=opened) for one in points]
    options = dict.fromkeys(one.option for one in points if one.option)
    legend = options_of(view.language)
    told = [element("li", legend[one]) for one in options if one in legend]
    return join(
        [
            *cards,
            left_out(view, count - len(points)),
            element("ul", *told, class_="legend") if told else None,
        ]
    )


def _point(view: View, one: Monitored, labels: Sequence[str], *, opened: bool) -> Markup:
    _ = view.language.text
    title = join(
        [
            math(render_symbol(one.symbol)),
            element("span", one.member, class_="member") if one.member else None,
            element("span", view.own(one.description), class_="said"),
        ]
    )
    values = [
        join([f"{labels[place]}: ", view.measured(value)] if place < len(labels) else [])
        for place, value in enumerate(one.values[:SHOWN_VALUES])
    ]
    rest = left_out(view, len(one.values) - SHOWN_VALUES)
    meter = element("a", one.meter, href="#meters") if one.meter else None
    said = facts(
        (
            (_("Monitored values"), join([items(values), rest]) if values else None),
            (_("Estimate for a full year"), view.measured(one.estimate) if one.estimate else None),
            (_("Monitoring point"), one.point),
            (_("Monitoring option"), one.option),
            (_("Unit"), one.unit if one.unit != "1" else None),
            (_("Source of data"), _lines(view, one.sources)),
            (_("Measurement methods and procedures"), _lines(view, one.methods)),
            (_("Monitoring frequency"), view.own(one.frequency) if one.frequency else None),
            (_("Meter"), meter),
            (_("Other comments"), view.linked(one.comment) if one.comment else None),
        )
    )
    return fold(title, said, opened=opened, class_="card")


def _lines(view: View, lines: Sequence[str]) -> Child:
    if len(lines) == 1:
        return view.linked(lines[0])
    return items([view.linked(one) for one in lines]) if lines else None


def _given(view: View, caption: str, rows: Sequence[Given], count: int) -> Markup | None:
    if not rows:
        return None
    _ = view.language.text
    header = (_("Parameter"), _("Description"), _("Value"), _("Source"))
    shown = [_given_cells(view, one) for one in rows[:SHOWN_GIVEN]]
    return join(
        [
            table(caption, header, shown, class_=STACKED),
            left_out(view, count - len(shown)),
        ]
    )


def _given_cells(view: View, one: Given) -> list[Child]:
    symbol = math(render_symbol(one.symbol))
    member = element("span", one.member, class_="member") if one.member else None
    value: list[Child] = [view.measured(one.value)] if one.value else []
    if one.text:
        value.append(element("span", view.own(one.text), class_="condition"))
    if one.time:
        value.append(element("span", one.time, class_="condition"))
    return [
        join([symbol, member]),
        view.own(one.description),
        join(value),
        view.linked(one.source),
    ]
