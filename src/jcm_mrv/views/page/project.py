"""What the project says of itself beside its readings: people, place, events, other schemes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.views.page.blocks import facts, items, left_out, section
from jcm_mrv.views.page.figures import with_unit
from jcm_mrv.views.page.markup import Markup, element, join
from jcm_mrv.views.reported.cover import cover_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jcm_mrv.views.page.markup import Child
    from jcm_mrv.views.page.node import Node
    from jcm_mrv.views.page.view import View

SHOWN = 30


def render_project(view: View) -> Markup:
    """Render what is said of the project; what is not said is left out."""
    _ = view.language.text
    cover, project = cover_of(view.parsed, view.language), view.parsed.report.project
    listed = view.language.listed
    version = listed((cover.version, cover.date))
    participants = [listed((one.name, one.country, one.role)) for one in cover.participants]
    responsible = [
        listed((one.name, one.organization or "", one.role)) for one in project.responsible
    ]
    root = view.root["project"]
    return section(
        "project",
        _("The project"),
        facts(
            (
                (_("Project participants"), _own(view, participants)),
                (_("Responsible for the monitoring"), _own(view, responsible)),
                (_("Location"), view.own(cover.location) if cover.location else None),
                (_("Start of operation"), cover.start_of_operation),
                (_("Time zone"), cover.time_zone),
                (_("Report version"), version),
                (_("Prepared by"), view.own(cover.prepared_by) if cover.prepared_by else None),
                (_("Comment"), view.linked(cover.comment) if cover.comment else None),
                (_("Expected of a full year"), _estimate(view, root)),
                (_("Period before"), _previous(view, root)),
                (_("Events"), _list(view, [_event(view, one) for one in root["events"]])),
                (_("Other schemes"), _list(view, [_scheme(view, one) for one in _schemes(root)])),
                (_("Lock"), _lock(view)),
            )
        ),
    )


def _own(view: View, texts: Sequence[str]) -> Child:
    return _list(view, [view.own(one) for one in texts])


def _list(view: View, parts: Sequence[Child]) -> Child:
    if not parts:
        return None
    return join([items(parts[:SHOWN]), left_out(view, len(parts) - SHOWN)])


def _schemes(root: Node) -> Iterable[Node]:
    return root["other_schemes"]


def _sentence(view: View, parts: Iterable[Child]) -> Markup:
    return join([part for part in parts if part], view.language.separator)


def _estimate(view: View, root: Node) -> Child:
    estimate = root.get("estimate")
    if estimate is None:
        return None
    reductions = estimate.get("reductions")
    return _sentence(
        view,
        (
            view.figures.quantity(reductions) if reductions else None,
            view.linked(estimate.text("source") or ""),
            view.linked(estimate.text("explanation") or ""),
        ),
    )


def _previous(view: View, root: Node) -> Child:
    previous = root.get("previous_period")
    if previous is None:
        return None
    reductions = previous.get("reductions")
    sums = [
        join(
            [f"{one.text('name')} ", with_unit(view.figures.number(one["value"]), one.text("unit"))]
        )
        for one in list(previous["monitored"])[:SHOWN]
    ]
    return _sentence(
        view,
        (
            view.language.period(str(previous.value["start"]), str(previous.value["end"])),
            view.linked(previous.text("report") or ""),
            view.figures.quantity(reductions) if reductions else None,
            *sums,
            view.linked(previous.text("explanation") or ""),
        ),
    )


def _event(view: View, one: Node) -> Markup:
    _ = view.language.text
    kinds = {
        "outage": _("outage"),
        "communication": _("communication"),
        "maintenance": _("maintenance"),
        "curtailment": _("curtailment"),
        "shutdown": _("shutdown"),
    }
    kind = str(one.value["kind"])
    start, end = (view.language.time(str(one.value[key])) for key in ("start", "end"))
    return _sentence(
        view,
        (
            _("{start} to {end}", start=start, end=end),
            kinds.get(kind, kind),
            view.linked(one.text("evidence") or ""),
        ),
    )


def _scheme(view: View, one: Node) -> Markup:
    days = [one.text(key) for key in ("start", "end")]
    period = view.language.period(days[0], days[1]) if days[0] and days[1] else None
    told = (one.text(key) or "" for key in ("reference", "resolution", "comment"))
    name = element("span", view.own(one.text("scheme") or ""))
    return _sentence(view, (name, period, *(view.linked(text) for text in told)))


def _lock(view: View) -> Child:
    lock = view.root.get("lock")
    if lock is None:
        return None
    digest = element("code", lock.text("sha256"))
    changes = [view.own(one.text("text") or "") for one in list(lock["changes"])[:SHOWN]]
    return join([digest, items(changes) if changes else None])
