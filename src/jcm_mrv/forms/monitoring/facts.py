"""What a workbook says of its project, and of its findings, as the report has it."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from jcm_mrv.report.fields import given

if TYPE_CHECKING:
    from jcm_mrv.forms.monitoring.stated import FindingCells, FixedCell, Stated
    from jcm_mrv.methodology.model import Methodology

_ONE_DAY = dt.timedelta(days=1)


def describe_project(
    stated: Stated,
    module: Methodology,
    sets: Mapping[str, tuple[str, ...]],
    gwp_set: str | None,
) -> dict[str, Any]:
    """Return the report's account of the project."""
    estimate, changes = stated.estimate, changes_of(stated)
    return {
        "reference_number": stated.reference_number or None,
        "title": stated.title,
        "country": stated.country,
        "methodology": stated.reference,
        "time_zone": "UTC",
        "gwp_set": gwp_set,
        "start_of_operation": None,
        "monitoring_period": {
            "start": stated.segments[0][0].isoformat(),
            "end": stated.segments[-1][1].isoformat(),
            "cuts": [day.isoformat() for day in cuts_of(stated)],
        },
        "sets": [
            {"name": name, "members": [{"id": one} for one in members]}
            for name, members in sets.items()
        ],
        "fixed": [_fixed(stated, row, module, changes) for row in stated.fixed],
        "monitored": [
            given(
                {
                    "parameter": one.name,
                    "member": one.member or None,
                    "point": one.point or None,
                    "option": one.option or None,
                    "estimate": None
                    if one.estimate is None
                    else {"value": one.estimate, "unit": one.unit},
                    "frequency": one.frequency or None,
                    "comment": one.comment or None,
                    "sources": [],
                    "amounts": [],
                }
            )
            for one in stated.points
        ],
        "eligibility": [],
        "participants": [],
        "responsible": [{"name": name, "role": role} for name, role in stated.people],
        "events": [],
        "other_schemes": [],
        "previous_period": None,
        "estimate": None
        if estimate is None
        else given(
            {
                "reductions": {"value": estimate[0], "unit": estimate[1]},
                "source": estimate[2] or None,
            }
        ),
        "location": None,
        "report": None,
        "confidential": [],
    }


def cuts_of(stated: Stated) -> tuple[dt.date, ...]:
    """Return the days, beside the first of January, on which a line begins."""
    firsts = [
        start
        for (start, _), line, before in zip(
            stated.segments, stated.lines, (-1, *stated.lines), strict=False
        )
        if line != before
    ]
    return tuple(day for day in firsts[1:] if (day.month, day.day) != (1, 1))


Changes = Mapping[tuple[str, str], Sequence[int]]
"""By name and member, the segments in which another value begins."""


def changes_of(stated: Stated) -> Changes:
    """Return where each fixed value changes, in order."""
    found: dict[tuple[str, str], set[int]] = {}
    for row in stated.fixed:
        found.setdefault((row.name, row.member), set()).add(row.segment)
    return {key: sorted(many) for key, many in found.items()}


def days_of(
    stated: Stated, row: FixedCell, changes: Changes
) -> tuple[dt.date | None, dt.date | None]:
    """Return from when to when a fixed value holds; None for the ends of the period."""
    many = changes[row.name, row.member]
    after = bisect_right(many, row.segment)
    start = stated.segments[row.segment][0] if row.segment else None
    until = stated.segments[many[after]][0] - _ONE_DAY if after < len(many) else None
    return start, until


def _fixed(stated: Stated, row: FixedCell, module: Methodology, changes: Changes) -> dict[str, Any]:
    start, until = days_of(stated, row, changes)
    unit = module.parameters[row.name].unit
    return given(
        {
            "name": row.name,
            "member": row.member or None,
            "value": row.value,
            "unit": None if row.is_text or unit is None else unit.text,
            "source": row.source,
            "from": start and start.isoformat(),
            "until": until and until.isoformat(),
        }
    )


def describe_findings(stated: Stated, module: Methodology) -> list[dict[str, Any]]:
    """Return the findings in the order that their numbers give."""
    ordered = sorted(stated.findings, key=lambda one: one.index)
    return [_finding(one, module) for one in ordered]


def _finding(one: FindingCells, module: Methodology) -> dict[str, Any]:
    parameter, meter = about_of(one, module)
    return {
        "code": one.code,
        "severity": one.severity,
        "where": {"file": one.place, "path": ""},
        "message": one.message,
        "treatment": one.treatment or None,
        "effect": {"kind": one.kind or "estimate", "tonnes": one.effect} if one.effect else None,
        "parameter": parameter,
        "start": None,
        "end": None,
        "meter": meter,
        "vintages": list(one.lines),
    }


def about_of(one: FindingCells, module: Methodology) -> tuple[str | None, str | None]:
    """Return the parameter and the meter that a finding is about."""
    words = list(one.about)
    first = words[0] if words else None
    if first in module.parameters:
        return first, words[1] if len(words) > 1 else None
    return None, first
