"""The meters and their calibrations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.views.page.blocks import facts, fold, items, left_out, section
from jcm_mrv.views.page.markup import Markup, element, join
from jcm_mrv.views.reported.meters import meters_of

if TYPE_CHECKING:
    from jcm_mrv.views.page.view import View
    from jcm_mrv.views.reported.meters import Calibrated, MeterRow

SHOWN_METERS = 60
MAX_OPEN = 8
SHOWN_CALIBRATIONS = 40


def render_meters(view: View) -> Markup:
    """Render each meter with what stands on its plate and when it was calibrated."""
    _ = view.language.text
    meters = meters_of(view.parsed, view.language, SHOWN_METERS)
    count = len(view.parsed.report.meters)
    shown = [_meter(view, one, opened=count <= MAX_OPEN) for one in meters]
    none = element("p", _("The report names no meter."))
    return section(
        "meters",
        _("Meters and calibrations"),
        *(shown or [none]),
        left_out(view, count - len(meters)),
    )


def _meter(view: View, one: MeterRow, *, opened: bool) -> Markup:
    _ = view.language.text
    error = join([one.mpe, " (", view.linked(one.mpe_source), ")"]) if one.mpe_source else one.mpe
    dates = [_calibration(view, each) for each in one.calibrations[:SHOWN_CALIBRATIONS]]
    rest = left_out(view, len(one.calibrations) - SHOWN_CALIBRATIONS)
    calibrations = join([items(dates), rest]) if dates else _("none is known")
    said = facts(
        (
            (_("Serial number"), one.serial_number),
            (_("Accuracy class"), one.accuracy_class),
            (_("Standard"), one.standard),
            (_("Maximum permissible error"), error if one.mpe else None),
            (_("Transformers"), one.ratio),
            (_("In place"), one.in_place),
            (_("Calibrations"), calibrations),
        )
    )
    return fold(element("b", one.id), said, opened=opened, class_="card")


def _calibration(view: View, one: Calibrated) -> Markup:
    _ = view.language.text
    parts: list[str | Markup] = [one.date]
    if one.valid_until:
        parts.append(_("valid until {day}", day=one.valid_until))
    parts.append(_("certificate {text}", text=one.certificate))
    if one.as_found:
        parts.append(_("error as found {text}", text=one.as_found))
    return join(parts, view.language.separator)
