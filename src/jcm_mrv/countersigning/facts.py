"""What a form repeats of its report, so that a reader of the form knows which one it is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def describe_report(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts of a report that its form is prefilled with, but for its digest."""
    project, totals = document["project"], document["totals"]
    period, reductions = project["monitoring_period"], totals["emission_reductions"]
    facts: dict[str, Any] = {
        "reference_number": project["reference_number"] or "",
        "title": project["title"],
        "country": project["country"],
        "methodology": project["methodology"],
        "start": date.fromisoformat(period["start"]),
        "end": date.fromisoformat(period["end"]),
        "emission_reductions": f"{reductions['value']} {reductions['unit']}" if reductions else "",
    }
    if totals["credits"] is not None:
        facts["credits"] = totals["credits"]
    return facts
