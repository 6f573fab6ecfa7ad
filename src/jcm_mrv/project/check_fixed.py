"""What of the fixed values is judged by the methodology: names, units, sources, days covered."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from jcm_mrv.findings import Finding, Place
from jcm_mrv.numbers import format_exact
from jcm_mrv.project.check_members import check_membership, known_members, list_members
from jcm_mrv.project.values import begin, finish, printable
from jcm_mrv.shapes import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jcm_mrv.methodology.model import Methodology, Parameter
    from jcm_mrv.project.model import FixedValue, Project
    from jcm_mrv.units import Unit

FIXED_KINDS = ("fixed", "category")


def check_fixed(project: Project, methodology: Methodology) -> Iterator[Finding]:
    """Judge every fixed value, and what is missing."""
    for name, entries in project.fixed.items():
        parameter = methodology.parameters.get(name)
        if parameter is None:
            yield unknown_parameter(entries[0].place, name, methodology, FIXED_KINDS)
        elif parameter.kind not in FIXED_KINDS:
            yield Finding(
                "P024",
                "error",
                entries[0].place,
                f'"{name}" is not fixed by the project: {_ROLE[parameter.kind]}',
                parameter=name,
            )
        else:
            known = known_members(project, parameter)
            for entry in entries:
                yield from check_membership(parameter, entry, known)
                yield from _check_entry(methodology, parameter, entry)
            yield from _check_days(project, parameter, entries)
    for parameter in methodology.parameters.values():
        if parameter.kind in FIXED_KINDS and not parameter.optional:
            yield from _check_missing(project, parameter)


_ROLE = {
    "monitored": "it is monitored; write it under [monitored]",
    "default": "the methodology has a value for it; leave it out",
    "period": "it is counted from the monitoring period; leave it out",
    "fixed": "",
    "category": "",
}


def unknown_parameter(
    place: Place, name: str, methodology: Methodology, kinds: Sequence[str]
) -> Finding:
    """Return the finding on a name that the methodology does not have."""
    known = [each.name for each in methodology.parameters.values() if each.kind in kinds]
    computed = any(equation.name == name for equation in methodology.equations)
    hint = "; the methodology computes it" if computed else nearest(name, known)
    return Finding(
        "P015",
        "error",
        place,
        f'"{printable(name)}" is not a parameter of {methodology.id}{hint}',
    )


def _check_entry(
    methodology: Methodology, parameter: Parameter, entry: FixedValue
) -> Iterator[Finding]:
    def error(code: str, key: str, message: str) -> Finding:
        # In a table the place is the column itself.
        path = entry.path if entry.place.line is not None else f"{entry.path}{key}"
        place = Place(entry.place.file, path, entry.place.line)
        return Finding(code, "error", place, message, parameter=parameter.name)

    if parameter.kind == "category":
        if entry.value not in parameter.values:
            got = entry.value if isinstance(entry.value, str) else format_exact(entry.value)
            yield error(
                "P019",
                ".value",
                f'"{printable(got)}" is not a value of the category "{parameter.name}"'
                f"{nearest(got, parameter.values)}",
            )
        return
    if isinstance(entry.value, str):
        yield error(
            "P005",
            ".value",
            f'a number is expected (got text "{printable(entry.value)}"); write it without quotes'
            " and with a decimal point",
        )
    yield from (
        error("P011", ".unit", sentence)
        for sentence in _unit_sentences(methodology, parameter, entry)
    )
    if not entry.source:
        yield error(
            "P013",
            ".source",
            f'"{parameter.name}" has no source; say where the value was read,'
            ' such as source = "PDD, section B.3"',
        )


def _unit_sentences(
    methodology: Methodology, parameter: Parameter, entry: FixedValue
) -> Iterator[str]:
    declared = parameter.unit
    if declared is None:
        return
    if entry.unit is None:
        # Without a unit a number is a plain ratio, which differs from a percentage too.
        if declared.dimensions or declared.scale != 1:
            yield f'"{parameter.name}" has no unit; write unit = "{declared.text}"'
        return
    if not is_convertible(methodology.units.parse(entry.unit), declared):
        yield (
            f'"{parameter.name}" is in {declared.text}, which "{entry.unit}" cannot be converted to'
        )


def is_convertible(unit: Unit, target: Unit) -> bool:
    """Tell whether numbers of one unit can be converted into another, without converting any."""
    return unit.dimensions == target.dimensions and unit.point == target.point


def _check_missing(project: Project, parameter: Parameter) -> Iterator[Finding]:
    entries = project.fixed.get(parameter.name, ())
    place = Place(project.file, f"fixed.{parameter.name}")
    what = f'"{parameter.name}" ({parameter.title})'
    if parameter.over is not None and entries:
        given = {entry.member for entry in entries}
        missing = [m.id for m in project.sets.get(parameter.over, ()) if m.id not in given]
        if missing:
            yield Finding(
                "P014",
                "error",
                place,
                f"{what} has no value for {list_members(missing)}",
                parameter=parameter.name,
            )
    elif not entries:
        unit = f' with its unit ("{parameter.unit.text}")' if parameter.unit else ""
        each = f' for each member of "{parameter.over}"' if parameter.over else ""
        values = f"; one of {', '.join(parameter.values)}" if parameter.values else ""
        yield Finding(
            "P014",
            "error",
            place,
            f"{what} has no value; write [fixed.{parameter.name}]{unit} and its source{each}"
            f"{values}",
            parameter=parameter.name,
        )


def _check_days(
    project: Project, parameter: Parameter, entries: Sequence[FixedValue]
) -> Iterator[Finding]:
    """Every day of the period has one value, for each member while it belongs to the project."""
    if project.end < project.start:
        return
    members = {member.id: member for member in project.sets.get(parameter.over or "", ())}
    by_member: dict[str | None, list[FixedValue]] = {}
    for entry in entries:
        by_member.setdefault(entry.member, []).append(entry)
    for name, values in by_member.items():
        member = members.get(name or "")
        first = max(project.start, (member and member.start) or project.start)
        last = min(project.end, (member and member.end) or project.end)
        whose = f'"{parameter.name}"' + (f' of "{printable(name)}"' if name is not None else "")
        place = Place(project.file, f"fixed.{parameter.name}")
        for finding in _check_run(values, first, last, whose, place):
            yield replace(finding, parameter=parameter.name)


def _check_run(
    values: Sequence[FixedValue], first: dt.date, last: dt.date, whose: str, place: Place
) -> Iterator[Finding]:
    def error(place: Place, message: str, start: dt.date, end: dt.date) -> Finding:
        days = (begin(start), finish(end))
        return Finding("P046", "error", place, message, span=days)

    def uncovered(start: dt.date, end: dt.date) -> Finding:
        sentence = f'{whose} has no value from {start} to {end}; give one with "from" and "until"'
        return error(place, sentence, start, end)

    day = dt.timedelta(days=1)
    covered = first - day
    spans = [
        (max(value.start or first, first), min(value.until or last, last), value)
        for value in values
    ]
    for start, end, value in sorted(spans, key=lambda each: each[:2]):
        if end < start:
            continue
        if start <= covered:
            both = min(covered, end)
            sentence = (
                f'{whose} has two values from {start} to {both}; set "from" and "until" so that'
                " each day has one"
            )
            yield error(value.place, sentence, start, both)
        elif covered + day < start:
            yield uncovered(covered + day, start - day)
        covered = max(covered, end)
    if covered < last:
        yield uncovered(covered + day, last)
