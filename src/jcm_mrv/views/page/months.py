"""The months as the report states them, each number with its place; and what indicators are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.views.page.blocks import fold, items, left_out, table
from jcm_mrv.views.page.leaves import Symbols
from jcm_mrv.views.page.markup import Markup, element, join
from jcm_mrv.views.page.mathml import is_drawable, math, render_symbol, render_tree, sign
from jcm_mrv.views.page.view import NOTHING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jcm_mrv.views.page.markup import Child
    from jcm_mrv.views.page.node import Node
    from jcm_mrv.views.page.view import View

SHOWN_MONTHS = 360
SHOWN_INDICATORS = 4
SHOWN_MEMBERS = 3
_QUANTITIES = ("reference_emissions", "project_emissions", "emission_reductions", "expected")


def render_months(view: View, symbols: Mapping[str, str]) -> Markup | None:
    """Render every month of every segment, folded, and the formulas of the indicators."""
    months = list(view.root["months"])
    if not months:
        return None
    _ = view.language.text
    rows = [_cells(view, one) for one in months[:SHOWN_MONTHS]]
    beyond = [one for one in view.root["segments"] if _moves(one)]
    rows += [_beyond(view, one) for one in beyond[:SHOWN_MONTHS]]
    header = (
        _("Month"),
        _("Days"),
        _("Reference emissions"),
        _("Project emissions"),
        _("Emission reductions"),
        _("Ex-ante estimate"),
        *(_head(view, one) for one in _indicators(view)),
    )
    said = _(
        "The equations with the readings of each month, before any treatment. What a segment has "
        "beyond the sum of its months has a row of its own."
    )
    caption = _("Months as the report states them [tCO2], cut to three decimals")
    return join(
        [
            _formulas(view, symbols),
            fold(
                _("All months, exact ({count})", count=view.count(len(months))),
                element("p", said),
                table(caption, header, rows, numbers=range(1, len(header))),
                left_out(view, len(months) - SHOWN_MONTHS),
            ),
        ]
    )


def _indicators(view: View) -> list[Node]:
    return list(view.root["methodology"]["indicators"])[:SHOWN_INDICATORS]


def _head(view: View, indicator: Node) -> Markup:
    title, unit = indicator.text("title") or "", indicator.text("unit") or "1"
    said = view.own(view.language.known(title))
    return said if unit == "1" else join([said, f" [{unit}]"])


def _cells(view: View, month: Node) -> list[Child]:
    name = view.language.month(str(month.value["month"]))
    cells: list[Child] = [name, view.figures.whole(month["days"])]
    cells += [_tonnes(view, month.get(key)) for key in _QUANTITIES]
    values = {one.text("name"): one for one in month["indicators"]}
    cells += [_value(view, values.get(one.text("name"))) for one in _indicators(view)]
    return cells


def _tonnes(view: View, quantity: Node | None) -> Child:
    return NOTHING if quantity is None else view.figures.column(quantity["value"])


def _value(view: View, indicator: Node | None) -> Child:
    if indicator is None:
        return NOTHING
    if "values" not in indicator.value:
        value = indicator.get("value")
        return NOTHING if value is None else view.figures.number(value)
    values = list(indicator["values"])
    shown: list[Child] = [
        NOTHING if one.value is None else view.figures.number(one) for one in values[:SHOWN_MEMBERS]
    ]
    return join([*shown, "…"] if len(values) > SHOWN_MEMBERS else shown, "; ")


def _moves(segment: Node) -> bool:
    """Tell whether a segment has more or less than the sum of its months."""
    beyond = segment.get("beyond_months")
    return beyond is not None and any(one["value"] != "0" for one in beyond.value.values() if one)


def _beyond(view: View, segment: Node) -> list[Child]:
    _ = view.language.text
    start, end = (str(segment.value[key]) for key in ("start", "end"))
    name = _("Beyond the months")
    period = element("span", view.language.period(start, end), class_="period")
    beyond = segment["beyond_months"]
    amounts: Sequence[Child] = [_tonnes(view, beyond.get(key)) for key in _QUANTITIES[:3]]
    rest = [NOTHING] * (1 + len(_indicators(view)))
    return [join([name, period]), NOTHING, *amounts, *rest]


def _formulas(view: View, symbols: Mapping[str, str]) -> Markup | None:
    shown = []
    for one in _indicators(view):
        tree = one["tree"]
        if not is_drawable(tree.value):
            continue
        drawn = render_tree(tree, Symbols(view.figures, symbols), view.language)
        whole = math(render_symbol(one.text("symbol") or ""), sign("="), drawn)
        title = view.own(view.language.known(one.text("title") or ""))
        shown.append(join([title, ": ", whole]))
    if not shown:
        return None
    return element("div", element("h3", view.language.text("Indicators")), items(shown))
